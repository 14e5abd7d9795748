import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { shopWords } from './shop.ts'
import type { Locale } from './words.ts'

/** `customers.page.title` where its text should stand. */
const UNTRANSLATED = /\b[a-z]+\.[a-z]+[A-Z.][\w.]*/g
const PLACEHOLDER_LEFT = /\{\{\w*\}\}/g
/** Latin words that a Chinese page of this trade rightly has: brands, units, formats, keys, codes. */
const LATIN_IN_CHINESE =
  /\b(VIP|RFM|Gini|QQ|CSV|TSV|XLSX|UTF-8|GB18030|KB|MB|Ctrl|Enter|Esc|Shuke|English|CNY|CN|[KD]\d+|Asia\/Shanghai|[R·FM ]+|[\w-]+\.csv)\b/g

const isSerious = (impact: string | null | undefined) => impact === 'serious' || impact === 'critical'

/** All that a reader or a screen reader is given: text, names of controls, placeholders, the title of the page. */
const readable = (page: Page): Promise<string[]> =>
  page.evaluate(() => [
    document.title,
    ...document.body.innerText.split('\n'),
    ...[...document.querySelectorAll('[aria-label],[placeholder],[title],[alt]')]
      // What is not shown, or stands in a control that has a name of its own, is not heard.
      .filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true }) &&
          !element.closest('[aria-hidden="true"]') &&
          !element.parentElement?.closest('button[aria-label], a[aria-label]'),
      )
      .flatMap((element) => ['aria-label', 'placeholder', 'title', 'alt'].map((name) => element.getAttribute(name) ?? '')),
  ])

/** Words of the wrong language; what the shop itself brought in may be in any. */
function wrongWords(texts: readonly string[], locale: Locale): string[] {
  const all = texts.map((text) => shopWords.reduce((rest, word) => rest.replaceAll(word, ' '), text))
  if (locale === 'en') return all.filter((text) => /\p{Script=Han}/u.test(text.replaceAll(/中文|熟客/g, '')))
  return all.filter((text) => /[A-Za-z]{2,}/.test(text.replaceAll(LATIN_IN_CHINESE, '')))
}

async function expectAccessible(page: Page, what: string, rules: 'all' | 'colours'): Promise<void> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules === 'all' ? axe : axe.withRules(['color-contrast', 'link-in-text-block'])).analyze()
  const serious = violations
    .filter((violation) => isSerious(violation.impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} — ${node.failureSummary}`).join('; ')}`)
  expect.soft(serious, `axe on ${what}`).toEqual([])
}

/**
 * What holds for every screen: in one language throughout, no wider than the window, and nothing serious for axe in light and dark.
 * @param name the screen in words, for the report and the file of its picture
 */
export async function expectGoodScreen(page: Page, name: string, locale: Locale): Promise<void> {
  const texts = await readable(page)
  expect
    .soft(
      texts.flatMap((text) => [...text.matchAll(UNTRANSLATED), ...text.matchAll(PLACEHOLDER_LEFT)].map(String)),
      `keys on ${name}`,
    )
    .toEqual([])
  expect.soft(wrongWords(texts, locale), `words of another language on ${name}`).toEqual([])
  const over = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    // Inside the shell the content scrolls by itself; a page that scrolls as well ends in nothing.
    const isInShell = document.querySelector('#content') !== null
    return { wide: scrollWidth - innerWidth, high: isInShell ? scrollHeight - innerHeight : 0 }
  })
  expect.soft(over, `${name} is larger than the window`).toEqual({ wide: 0, high: 0 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
    await picture(page, `${name} ${colorScheme}`)
    // The dark page has the same elements in other colours.
    await expectAccessible(page, `${name}, ${colorScheme}`, colorScheme === 'light' ? 'all' : 'colours')
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
}

/** SHUKE_E2E_PICTURES=folder keeps a picture of every screen, to be looked at. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SHUKE_E2E_PICTURES
  const { width } = page.viewportSize() ?? { width: 0 }
  const locale = await page.evaluate(() => document.documentElement.lang)
  if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}-${width}-${locale}.png`, fullPage: true })
}
