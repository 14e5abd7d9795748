import type { Birthday } from '@shuke/contract/customers/profile.ts'
import { Checkbox, InputNumber, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lunarDayName } from '../../../lib/formats/lunar.ts'
import { useLocale } from '../../../lib/i18n/use-locale.ts'
import { BirthdayText } from '../parts/birthday-text.tsx'
import css from './form.module.css'

interface Props {
  value?: Birthday | null
  onChange?: (birthday: Birthday | null) => void
}

type Draft = Omit<Birthday, 'month' | 'day'> & { month?: number; day?: number }
const EMPTY: Draft = { calendar: 'solar', year: null, leap: false }

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const isFebruaryOrShort = (month: number | undefined) => (month === 2 ? 29 : month && [4, 6, 9, 11].includes(month) ? 30 : 31)

/** A birthday as it is told: solar or lunar, with or without the year. */
export function BirthdayField({ value, onChange }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [draft, setDraft] = useState<Draft>(value ?? EMPTY)
  const isLunar = draft.calendar === 'lunar'
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    const { month, day } = next
    onChange?.(month && day ? { ...next, month, day, leap: next.calendar === 'lunar' && next.leap } : null)
  }
  const monthName = (month: number) =>
    isLunar && locale !== 'en'
      ? lunarDayName({ month, day: 1, leap: false }).slice(0, -2)
      : t('customers.birthday.monthOption', { month })
  const dayName = (day: number) =>
    isLunar && locale !== 'en'
      ? lunarDayName({ month: 1, day, leap: false }).slice(2)
      : t('customers.birthday.dayOption', { day })
  return (
    <div className={css.birthday}>
      <Segmented
        aria-label={t('customers.birthday.calendar')}
        value={draft.calendar}
        onChange={(calendar) => change({ calendar, month: undefined, day: undefined })}
        options={(['solar', 'lunar'] as const).map((calendar) => ({
          value: calendar,
          label: t(`customers.birthday.${calendar}`),
        }))}
      />
      <div className={css.birthdayParts}>
        <InputNumber
          min={1900}
          max={new Date().getFullYear()}
          controls={false}
          value={draft.year}
          placeholder={t('customers.birthday.year')}
          aria-label={t('customers.birthday.year')}
          onChange={(year) => change({ year })}
        />
        <Select
          allowClear
          value={draft.month}
          placeholder={t('customers.birthday.month')}
          aria-label={t('customers.birthday.month')}
          onChange={(month) => change({ month })}
          options={upTo(12).map((month) => ({ value: month, label: monthName(month) }))}
        />
        <Select
          allowClear
          value={draft.day}
          placeholder={t('customers.birthday.day')}
          aria-label={t('customers.birthday.day')}
          onChange={(day) => change({ day })}
          options={upTo(isLunar ? 30 : isFebruaryOrShort(draft.month)).map((day) => ({ value: day, label: dayName(day) }))}
        />
      </div>
      {isLunar && (
        <Checkbox checked={draft.leap} onChange={(event) => change({ leap: event.target.checked })}>
          {t('customers.birthday.leap')}
        </Checkbox>
      )}
      {isLunar && draft.month && draft.day && (
        <span className={css.hint}>
          <BirthdayText birthday={{ ...draft, month: draft.month, day: draft.day }} />
        </span>
      )}
    </div>
  )
}
