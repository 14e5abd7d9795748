import en from '../web/lib/i18n/locales/en/index.ts'
import zhCN from '../web/lib/i18n/locales/zh-CN/index.ts'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** The texts of the product in each language, so that a journey can press what a person would press. */
const CATALOGUES = { 'zh-CN': zhCN, en } as const
export type Words = typeof zhCN | typeof en
export const wordsOf = (locale: Locale): Words => CATALOGUES[locale]

/** `{{name}} added` with its values in. */
export const filled = (text: string, values: Record<string, string | number>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))
