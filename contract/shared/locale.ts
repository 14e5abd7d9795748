import { z } from 'zod'

export const LOCALES = ['zh-CN', 'en'] as const
export const Locale = z.enum(LOCALES)
export type Locale = z.infer<typeof Locale>

/** The best of our languages for an Accept-Language header; Chinese when nothing fits. */
export function pickLocale(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? '').split(',')) {
    const tag = part.split(';')[0]!.trim().toLowerCase()
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh-CN'
}
