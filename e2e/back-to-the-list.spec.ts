import { enter } from './door.ts'
import { expect, test } from './journey.ts'
import { ORG, customers as people } from './shop.ts'
import { wordsOf } from './words.ts'

const { customers, shell } = wordsOf('zh-CN')

test('back from a customer to the same place of the list, filtered and sorted as it was', async ({ page }) => {
  await enter(page, ORG)
  await page.getByRole('link', { name: shell.screens.customers, exact: true }).click()
  const table = page.getByRole('table', { name: customers.list.title })
  await table.getByRole('button', { name: customers.fields.net }).click()
  await expect(page).toHaveURL(/sort=/)
  const address = page.url()

  // Far down: a row that is not drawn at the beginning.
  const scroller = table.locator('xpath=..')
  const offset = () => scroller.evaluate((element) => element.scrollTop)
  await expect(table.getByRole('row').nth(1)).toBeVisible()
  await scroller.evaluate((element) => {
    element.scrollTop = 1200
  })
  await expect.poll(offset).toBe(1200)
  const row = table.getByRole('row', { name: people[30]!.name })
  await expect(row).toBeVisible()
  await row.getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1, name: people[30]!.name })).toBeVisible()

  await page.goBack()
  await expect(page).toHaveURL(address)
  await expect(row).toBeVisible()
  expect(await offset()).toBe(1200)
})
