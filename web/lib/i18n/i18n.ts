import { LOCALES, type Locale, pickLocale } from '@shuke/contract/shared/locale.ts'
import type { Locale as AntdTexts } from 'antd/es/locale/index.js'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { speaker } from '../api/call.ts'
import type zhCN from './locales/zh-CN/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof zhCN }
  }
}

const REMEMBERED = 'shuke.locale'

/** One chunk a language: our texts and those of the components. */
const load = {
  'zh-CN': () => Promise.all([import('./locales/zh-CN/index.ts'), import('antd/es/locale/zh_CN.js')]),
  en: () => Promise.all([import('./locales/en/index.ts'), import('antd/es/locale/en_US.js')]),
} satisfies Record<Locale, () => Promise<unknown>>

const antdTexts = new Map<string, AntdTexts>()
export const antdTextsOf = (locale: Locale): AntdTexts | undefined => antdTexts.get(locale)

/** The language chosen before, else the best one of the browser's. */
export function preferredLocale(): Locale {
  const remembered = localStorage.getItem(REMEMBERED)
  return LOCALES.find((locale) => locale === remembered) ?? pickLocale(navigator.languages.join(','))
}

async function bring(locale: Locale): Promise<void> {
  if (antdTexts.has(locale)) return
  const [ours, theirs] = await load[locale]()
  i18next.addResourceBundle(locale, 'translation', ours.default)
  antdTexts.set(locale, theirs.default)
}

const speak = (locale: Locale) => {
  speaker.locale = locale
  document.documentElement.lang = locale
}

export async function startI18n(): Promise<void> {
  const locale = preferredLocale()
  await i18next.use(initReactI18next).init({
    lng: locale,
    // A key that is missing in one language is missing in the build check; there is nothing to fall back to.
    fallbackLng: false,
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  await bring(locale)
  speak(locale)
}

/** Changes the language now and remembers it on this device. */
export async function chooseLocale(locale: Locale): Promise<void> {
  await bring(locale)
  localStorage.setItem(REMEMBERED, locale)
  speak(locale)
  await i18next.changeLanguage(locale)
}
