import type { Page } from '@playwright/test'
import { enter } from './door.ts'
import { expect, test } from './journey.ts'
import { ORG } from './shop.ts'
import { filled, wordsOf } from './words.ts'

const { customers, find, shell } = wordsOf('zh-CN')
/** Nobody else's journey looks at him. */
const NAME = '王静'

async function openEditing(page: Page): Promise<void> {
  await enter(page, ORG)
  await page.getByRole('link', { name: shell.screens.find, exact: true }).click()
  await page.getByRole('combobox', { name: find.label }).fill(NAME)
  await page.getByRole('option', { name: NAME }).click()
  await page.getByRole('button', { name: customers.page.edit }).click()
}
const sheetOf = (page: Page) => page.getByRole('dialog', { name: filled(customers.edit.title, { name: NAME }) })
const save = (page: Page) => sheetOf(page).getByRole('button', { name: customers.edit.save }).click()

test('whoever saves second loses nothing and overwrites nothing', async ({ page, context, provoked }) => {
  await openEditing(page)
  const colleague = await context.newPage()
  await openEditing(colleague)

  await sheetOf(colleague).getByLabel(customers.fields.city).fill('乐山')
  await save(colleague)
  await expect(sheetOf(colleague)).toHaveCount(0)

  await page.bringToFront()
  provoked.push('412 /api/v1/customers/[0-9a-f-]+')
  await sheetOf(page).getByLabel(customers.fields.notes).fill('对薄荷过敏')
  await save(page)
  await expect(sheetOf(page).getByText(customers.edit.overtaken)).toBeVisible()
  await expect(sheetOf(page).getByLabel(customers.fields.notes)).toHaveValue('对薄荷过敏')
  await expect(sheetOf(page).getByLabel(customers.fields.city)).toHaveValue('乐山')
  await save(page)

  await expect(sheetOf(page)).toHaveCount(0)
  await expect(page.getByText('对薄荷过敏')).toBeVisible()
  await expect(page.getByText('乐山')).toBeVisible()
})
