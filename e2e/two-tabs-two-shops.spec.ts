import { enter } from './door.ts'
import { expect, test } from './journey.ts'
import { BEST, ORG, OTHER_ORG, OWNER } from './shop.ts'
import { wordsOf } from './words.ts'

const { customers, shell } = wordsOf('zh-CN')

test('a tab left open in one shop shows and changes nothing of the other', async ({ page, context, provoked }) => {
  await enter(page, ORG)
  await page.getByRole('link', { name: shell.screens.customers, exact: true }).click()
  await expect(page.getByRole('table')).toBeVisible()

  // Another tab goes into the other shop: the cookie is one for both, the open tab still names the first shop.
  const data = { identifier: OWNER.phone, password: OWNER.password, org: OTHER_ORG.slug }
  expect((await context.request.post('/api/v1/sessions', { data })).status()).toBe(201)

  provoked.push('409 /api/v1/customers')
  await page.getByRole('textbox', { name: customers.list.search }).fill(BEST.initials)
  await expect(page.getByRole('banner')).toContainText(OTHER_ORG.name)
  await expect(page.getByText(BEST.name)).toHaveCount(0)
})
