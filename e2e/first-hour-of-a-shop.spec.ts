import type { Page } from '@playwright/test'
import { expectGoodScreen } from './good-screen.ts'
import { expect, test } from './journey.ts'
import { type Product, startProduct } from './product.ts'
import { BEST, customers, customersCsv, ORG, OWNER, orders, ordersCsv, revenue, spentBy } from './shop.ts'
import { filled, LOCALES, type Locale, wordsOf } from './words.ts'

const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desk', width: 1440, height: 900 },
]
/** The first tier of sixty customers: the upper 1 % of them, rounded up. */
const BEST_TIER_HEADS = 1
const grouped = (amount: number) => amount.toLocaleString('en-US')

for (const locale of LOCALES)
  for (const { name, ...viewport } of SIZES)
    test.describe(`${name}, ${locale}`, () => {
      test.use({ viewport, locale, contextOptions: { reducedMotion: 'reduce' } })
      let product: Product
      test.beforeAll(async () => {
        product = await startProduct()
      })
      test.afterAll(() => product.stop())

      test('first start, sign in, import, find by initials, customer, pyramid, rows', async ({ page, provoked }) => {
        // Eleven screens in light and dark under axe.
        test.setTimeout(300_000)
        const shop = journeyOn(page, locale)
        await test.step('set up by the printed link', () => shop.setUp(product.printed))
        provoked.push('401 /api/v1/sessions')
        await test.step('sign out and in again', () => shop.signInAgain())
        await test.step('import customers', () => shop.importFile('customers', customersCsv(locale), customers.length))
        await test.step('import orders', () => shop.importFile('orders', ordersCsv(locale), orders.length))
        await test.step('the same orders again change nothing', () =>
          shop.importAgain('orders', ordersCsv(locale), orders.length))
        await test.step('find by initials', () => shop.findByInitials())
        await test.step('customer page', () => shop.lookAtCustomer())
        await test.step('customer list', () => shop.lookAtList())
        await test.step('pyramid', () => shop.lookAtPyramid())
        await test.step('drill to the rows', () => shop.drillToRows())
        await test.step('RFM', () => shop.lookAtRfm())
      })
    })

/** The acts of the journey, in the words of the reader's language. */
function journeyOn(page: Page, locale: Locale) {
  const words = wordsOf(locale)
  const { signIn, setUp, shell, find, imports, value } = words
  const isGood = (name: string) => expectGoodScreen(page, name, locale)
  const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
  const goTo = (screen: 'find' | 'customers' | 'imports' | 'rfm' | 'pyramid') => {
    const isNarrow = page.viewportSize()!.width < 800
    return page
      .getByRole('navigation', { name: shell.navigation })
      .getByRole('link', { name: isNarrow ? shell.short[screen] : shell.screens[screen], exact: true })
      .click()
  }
  /** The figure that stands in a tile under its label. */
  const figure = (label: string) => page.getByText(label, { exact: true }).locator('xpath=following-sibling::strong')

  async function chooseFile(kind: 'customers' | 'orders', text: string) {
    await goTo('imports')
    await page.locator('input[type=file]').setInputFiles({ name: `${kind}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) })
    await expect(page.getByRole('radio', { name: imports.kinds[kind] }).and(page.locator(':checked'))).toBeVisible()
  }

  /** Waits for the end of an import and compares the counts. */
  async function expectCounts(counts: Partial<Record<keyof typeof imports.counts, number>>) {
    await expect(page.getByRole('heading', { name: imports.statuses.done })).toBeVisible({ timeout: 60_000 })
    for (const [name, count] of Object.entries(counts))
      await expect(figure(imports.counts[name as keyof typeof counts])).toHaveText(grouped(count))
  }

  return {
    async setUp(printed: string) {
      await page.goto(printed)
      await expect(heading(setUp.title)).toBeVisible()
      await expect(page.getByLabel(setUp.code)).toHaveValue(new URL(printed).searchParams.get('code')!)
      await isGood('set-up')
      await page.getByLabel(setUp.orgName).fill(ORG)
      await page.getByLabel(setUp.ownerName).fill(OWNER.name)
      await page.getByLabel(signIn.identifier).fill(OWNER.phone)
      await page.getByLabel(signIn.password).fill(OWNER.password)
      await page.getByRole('button', { name: setUp.submit }).click()
      await expect(heading(filled(find.welcome, OWNER))).toBeVisible()
      await expect(page.getByRole('link', { name: find.empty.import })).toBeVisible()
      await isGood('today without anything')
      await goTo('find')
      await expect(page.getByRole('link', { name: find.empty.import })).toBeVisible()
      await isGood('find without customers')
    },

    async signInAgain() {
      await page.getByRole('button', { name: filled(shell.account.menu, OWNER) }).click()
      await page.getByRole('button', { name: shell.account.signOut, exact: true }).click()
      await expect(heading(signIn.title)).toBeVisible()
      await isGood('sign-in')
      await page.getByLabel(signIn.identifier).fill(OWNER.phone)
      await page.getByLabel(signIn.password).fill('not the password')
      await page.getByRole('button', { name: signIn.submit }).click()
      await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible()
      await page.getByLabel(signIn.password).fill(OWNER.password)
      await page.getByRole('button', { name: signIn.submit }).click()
      await expect(heading(filled(find.welcome, OWNER))).toBeVisible()
    },

    async importFile(kind: 'customers' | 'orders', text: string, rows: number) {
      await chooseFile(kind, text)
      await isGood(`import ${kind}`)
      await page.getByRole('button', { name: imports.start, exact: true }).click()
      await expectCounts({ rows, created: rows, unchanged: 0, refused: 0, warnings: 0 })
      await isGood(`imported ${kind}`)
    },

    async importAgain(kind: 'customers' | 'orders', text: string, rows: number) {
      await chooseFile(kind, text)
      await page.getByRole('button', { name: imports.start, exact: true }).click()
      await expectCounts({ rows, created: 0, updated: 0, unchanged: rows, refused: 0 })
    },

    async findByInitials() {
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^(找人|手机尾号|Find|Phone tail)/ })
        .click()
      const box = page.getByRole('dialog').getByRole('combobox', { name: find.label })
      await box.fill(BEST.initials)
      await expect(page.getByRole('dialog').getByRole('option').first()).toContainText(BEST.name)
      await isGood('found by initials')
      await box.press('Enter')
      await expect(heading(BEST.name)).toBeVisible()
    },

    async lookAtCustomer() {
      const { customers: fields } = words
      const mine = orders.filter((order) => order.customerNo === customers[0]!.no)
      await expect(figure(fields.fields.orders)).toHaveText(String(mine.length))
      await expect(page.getByText(new RegExp(grouped(spentBy(customers[0]!.no))))).toBeVisible()
      await expect(page.getByText('13800121000')).toHaveCount(0)
      await isGood('customer')
      await page.getByRole('tab', { name: fields.page.orders }).click()
      await expect(page.getByText(new RegExp(mine[0]!.item)).first()).toBeVisible()
      await isGood('customer orders')
    },

    async lookAtList() {
      await goTo('customers')
      await expect(heading(words.customers.list.title)).toBeVisible()
      await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(0)
      await isGood('customers')
      await page.getByRole('textbox', { name: words.customers.list.search }).fill(BEST.initials)
      await expect(page.getByRole('table').locator('tbody').getByRole('row')).toHaveCount(1)
      await expect(page.getByRole('main').getByRole('link', { name: BEST.name })).toBeVisible()
    },

    async lookAtPyramid() {
      await goTo('pyramid')
      await expect(heading(value.pyramid.title)).toBeVisible()
      await expect(figure(value.customers)).toHaveText(String(customers.length))
      await expect(page.getByText(new RegExp(grouped(revenue)))).toBeVisible()
      await isGood('pyramid')
    },

    async drillToRows() {
      const tier = words.customers.tiers.tier_a
      const step = page.getByRole('main').getByRole('link').filter({ hasText: tier })
      await expect(step).toContainText(filled(value.people_other, { number: BEST_TIER_HEADS }).replace(/s$/, ''))
      await step.click()
      await expect(heading(tier)).toBeVisible()
      await expect(page.getByRole('table').locator('tbody').getByRole('row')).toHaveCount(BEST_TIER_HEADS)
      await expect(page.getByRole('link', { name: BEST.name })).toBeVisible()
      await isGood('rows of the first tier')
      await page.goBack()
      await expect(heading(value.pyramid.title)).toBeVisible()
    },

    async lookAtRfm() {
      await goTo('rfm')
      await expect(heading(value.rfm.title)).toBeVisible()
      await isGood('RFM')
    },
  }
}
