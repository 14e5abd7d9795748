import type { Page } from '@playwright/test'
import { enter } from './door.ts'
import { expectGoodScreen } from './good-screen.ts'
import { expect, test } from './journey.ts'
import { ORG, OWNER } from './shop.ts'
import { filled, wordsOf } from './words.ts'

const words = wordsOf('zh-CN')
const { today } = words
const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desk', width: 1440, height: 900 },
]
const DAY_MS = 86_400_000

/** Asks the API with the browser's own session. */
async function api<T>(page: Page, method: 'GET' | 'POST', path: string, data?: object): Promise<T> {
  const answer = await page.request.fetch(`/api/v1${path}`, { method, headers: { origin: new URL(page.url()).origin }, data })
  expect(answer.ok(), await answer.text()).toBe(true)
  return (await answer.json()) as T
}

/** Somebody whose birthday is today, with a promise that is a day late, and two things to do. */
async function layTable(page: Page, name: string) {
  const { today: day } = await api<{ today: string }>(page, 'GET', '/today')
  const yesterday = new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10)
  const [, month, date] = day.split('-').map(Number)
  const birthday = { calendar: 'solar', year: null, month, day: date }
  const customer = await api<{ id: string }>(page, 'POST', '/customers', { name, birthday })
  const customerId = customer.id
  await api(page, 'POST', '/promises', { customerId, text: `答应${name}留位`, dueDay: yesterday })
  await api(page, 'POST', '/tasks', { customerId, title: `染后回访${name}`, due: { day: yesterday } })
  await api(page, 'POST', '/tasks', { customerId, title: `约${name}护理`, due: { day } })
  return customerId
}

for (const { name: size, ...viewport } of SIZES)
  test.describe(size, () => {
    test.use({ viewport })

    test('the morning list: done, undone, tomorrow, greeted, a promise kept late, and the team’s view of it', async ({
      page,
    }) => {
      // So many screens under axe, in light and dark.
      test.setTimeout(240_000)
      const person = size === 'phone' ? '晨间小周' : '晨间小郑'
      const row = (text: string) => page.getByRole('listitem').filter({ hasText: text })
      const section = (name: keyof typeof today.sections) =>
        page.locator('section').filter({ has: page.getByRole('heading', { name: new RegExp(`^${today.sections[name]}`) }) })
      await enter(page, ORG)
      await expect(page).toHaveURL(/\/today$/)
      const customerId = await layTable(page, person)
      await page.reload()

      await expect(section('overdue').getByText(`答应${person}留位`)).toBeVisible()
      await expect(row(`答应${person}留位`).getByText(filled(today.late_other, { count: 1 }))).toBeVisible()
      await expect(section('today').getByText(`约${person}护理`)).toBeVisible()
      await expectGoodScreen(page, 'today', 'zh-CN')

      await test.step('done takes one tap, and back another', async () => {
        await row(`染后回访${person}`).getByRole('button', { name: today.doneOf.tasks }).click()
        await expect(row(`染后回访${person}`)).toHaveCount(0)
        await page.getByRole('button', { name: words.ui.undo }).click()
        await expect(row(`染后回访${person}`)).toBeVisible()
      })

      await test.step('postponed to tomorrow it waits below', async () => {
        await row(`约${person}护理`).getByRole('button', { name: today.toTomorrow }).click()
        await expect(section('coming').getByText(`约${person}护理`)).toBeVisible()
      })

      await test.step('the team’s table shows the late promise in the line of whoever made it', async () => {
        await page.getByRole('link', { name: today.view.team }).click()
        await expect(page.getByRole('row').filter({ hasText: OWNER.name }).getByRole('link').nth(2)).toBeVisible()
        await expectGoodScreen(page, 'team today', 'zh-CN')
        await page.getByRole('link', { name: OWNER.name }).click()
        await expect(row(`答应${person}留位`)).toBeVisible()
      })

      await test.step('the customer page has the same things; the birthday is greeted there', async () => {
        await page.goto(`/customers/${customerId}`)
        await expect(row(`答应${person}留位`).getByText(filled(today.late_other, { count: 1 }))).toBeVisible()
        await expectGoodScreen(page, 'next steps', 'zh-CN')
        await row(today.birthday).getByRole('button', { name: today.doneOf.birthdays }).click()
        await expect(page.getByRole('article').filter({ hasText: '生日问候' })).toBeVisible()
        await expect(row(today.birthday)).toHaveCount(0)
        await row(`答应${person}留位`).getByRole('button', { name: today.doneOf.promises }).click()
        await expect(row(`答应${person}留位`)).toHaveCount(0)
      })

      await test.step('a next step is added, with a day and a repetition', async () => {
        await page.getByRole('button', { name: today.add.open }).click()
        const sheet = page.getByRole('dialog')
        await sheet.getByLabel(today.add.what).fill(`${person}每月护理`)
        await sheet.getByLabel(today.add.repeat).selectOption('month')
        await expectGoodScreen(page, 'add a next step', 'zh-CN')
        await sheet.getByRole('button', { name: today.add.save }).click()
        await row(`${person}每月护理`).getByRole('button', { name: today.doneOf.tasks }).click()
        // The next one stands there, a month on.
        await expect(row(`${person}每月护理`)).toBeVisible()
        await expect(row(`${person}每月护理`).getByText(words.today.dueToday, { exact: true })).toHaveCount(0)
      })
    })
  })

test('by keyboard: j to the line, d done, Enter to the customer', async ({ page }) => {
  await enter(page, ORG)
  const person = '晨间小冯'
  await layTable(page, person)
  await page.reload()
  const marked = page.locator('li[aria-current="true"]')
  await expect(page.getByText(`答应${person}留位`)).toBeVisible()
  const lines = page.getByRole('listitem').filter({ has: page.getByRole('button') })
  const before = await lines.count()
  await page.keyboard.press('j')
  await expect(marked).toHaveCount(1)
  const first = await marked.innerText()
  await page.keyboard.press('d')
  await expect(lines).toHaveCount(before - 1)
  await page.getByRole('button', { name: words.ui.undo }).click()
  await expect(lines).toHaveCount(before)
  expect(first.length).toBeGreaterThan(0)
  await page.keyboard.press('k')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/)
})
