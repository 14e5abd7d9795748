import type { Locale } from '@shuke/contract/shared/locale.ts'
import { useTranslation } from 'react-i18next'

export function useLocale(): Locale {
  return useTranslation().i18n.language === 'en' ? 'en' : 'zh-CN'
}
