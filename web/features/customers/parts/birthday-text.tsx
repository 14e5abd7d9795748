import type { Birthday } from '@shuke/contract/customers/profile.ts'
import { useTranslation } from 'react-i18next'
import { formatDay } from '../../../lib/formats/dates.ts'
import { lunarDayName, solarDayInYear } from '../../../lib/formats/lunar.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useLocale } from '../../../lib/i18n/use-locale.ts'

const two = (value: number) => String(value).padStart(2, '0')
/** A leap year: 29 February stays what it is when the year is not known. */
const ANY_YEAR = '2000'

/** 1988年3月9日, 3月9日, 农历八月初三(今年 9月13日). */
export function BirthdayText({ birthday }: { birthday: Birthday }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { today, day: formatted } = useFormats()
  const { calendar, year, month, day, leap } = birthday
  if (calendar === 'solar') {
    const date = `${year ?? ANY_YEAR}-${two(month)}-${two(day)}`
    return formatDay(date, locale, year === null ? `${ANY_YEAR}-01-01` : undefined)
  }
  const thisYear = solarDayInYear({ month, day, leap }, Number(today.slice(0, 4)))
  const name =
    locale === 'en'
      ? t(leap ? 'customers.birthday.lunarLeapDay' : 'customers.birthday.lunarDay', { month, day })
      : lunarDayName({ month, day, leap })
  const text =
    year === null ? t('customers.birthday.lunarText', { name }) : t('customers.birthday.lunarTextWithYear', { name, year })
  return thisYear ? t('customers.birthday.withThisYear', { text, day: formatted(thisYear) }) : text
}
