import type { Money } from '@shuke/contract/shared/money.ts'
import { useMemo } from 'react'
import { useLocale } from '../i18n/use-locale.ts'
import { useSession } from '../session/session.ts'
import { dayIn, formatDay, formatDayHead, formatInstant, formatRelativeDay, formatTime } from './dates.ts'
import { formatMoney, formatMoneyShort } from './money.ts'
import { formatCount, formatFigure, formatMajor, formatMajorShort, formatShare, formatShort } from './numbers.ts'

/** All formats in the reader's language, at the org's place, in its currency. */
export function useFormats() {
  const locale = useLocale()
  const { currency, timezone } = useSession().org
  return useMemo(() => {
    const today = dayIn(timezone, new Date())
    return {
      today,
      currency,
      count: (value: number) => formatCount(value, locale),
      short: (value: number) => formatShort(value, locale),
      share: (value: number, digits?: number) => formatShare(value, locale, digits),
      figure: (value: number, digits: number) => formatFigure(value, locale, digits),
      money: (money: Money) => formatMoney(money, locale),
      moneyShort: (money: Money) => formatMoneyShort(money, locale),
      major: (value: number) => formatMajor(value, currency, locale),
      majorShort: (value: number) => formatMajorShort(value, currency, locale),
      day: (day: string) => formatDay(day, locale, today),
      dayHead: (day: string) => formatDayHead(day, locale, today),
      relativeDay: (day: string) => formatRelativeDay(day, locale, today),
      dayOf: (instant: string) => dayIn(timezone, new Date(instant)),
      time: (instant: string) => formatTime(instant, locale, timezone),
      instant: (instant: string) => formatInstant(instant, locale, timezone),
    }
  }, [locale, currency, timezone])
}
