import { expect, type Page } from '@playwright/test'
import { OWNER } from './shop.ts'
import { filled, wordsOf } from './words.ts'

const { signIn, find } = wordsOf('zh-CN')

/** Goes in through the front door, into the shop of this name. */
export async function enter(page: Page, org: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel(signIn.identifier).fill(OWNER.phone)
  await page.getByLabel(signIn.password).fill(OWNER.password)
  await page.getByRole('button', { name: signIn.submit }).click()
  await page.getByRole('button', { name: org }).click()
  await expect(page.getByRole('heading', { name: filled(find.welcome, OWNER) })).toBeVisible()
  await expect(page.getByRole('banner')).toContainText(org)
}
