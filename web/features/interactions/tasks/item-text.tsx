import type { TodayItem } from '@shuke/contract/interactions/today.ts'
import { useTranslation } from 'react-i18next'
import { lunarDayName } from '../../../lib/formats/lunar.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useLocale } from '../../../lib/i18n/use-locale.ts'
import { Mark } from '../../../ui/parts/mark.tsx'
import { daysLate } from './due-days.ts'
import css from './follow-ups.module.css'

/** 生日 农历八月初三 38岁: which birthday it is, and how old somebody turns where the year is known. */
function useBirthdayText(): (facts: TodayItem['facts']) => string {
  const { t } = useTranslation()
  const locale = useLocale()
  return ({ calendar, month, day, leap, turns }) => {
    const date = { month: Number(month), day: Number(day), leap: leap === true }
    const lunar =
      locale === 'en'
        ? t(date.leap ? 'today.lunarLeap' : 'today.lunar', date)
        : t('today.lunarName', { name: lunarDayName(date) })
    const which = calendar === 'lunar' ? t('today.lunarBirthday', { day: lunar }) : t('today.birthday')
    return typeof turns === 'number' ? t('today.turns', { which, count: turns }) : which
  }
}

/** What is to be done, in one line; a source this screen does not know speaks for itself. */
export function useItemTitle(): (item: TodayItem) => string {
  const { t } = useTranslation()
  const birthday = useBirthdayText()
  return (item) => (item.source === 'birthdays' ? birthday(item.facts) : item.title || t('today.untitled'))
}

/** 承诺, 每周: what kind of thing it is, where that is not plain. */
export function ItemMarks({ item }: { item: TodayItem }) {
  const { t } = useTranslation()
  const { repeatEvery } = item.facts
  const times = Number(item.facts.repeatInterval ?? 1)
  const repeats = repeatEvery === 'day' || repeatEvery === 'week' || repeatEvery === 'month' || repeatEvery === 'year'
  return (
    <>
      {item.source === 'promises' && <Mark tone={item.isOverdue ? 'accent' : 'primary'}>{t('today.promise')}</Mark>}
      {repeats && (
        <Mark tone="quiet">
          {times === 1 ? t(`today.add.every.${repeatEvery}`) : t(`today.every.${repeatEvery}`, { count: times })}
        </Mark>
      )}
    </>
  )
}

/** 逾期 2 天, 10:30, 8月9日 周日; overdue in red and in words. */
export function DueText({ item, today }: { item: TodayItem; today: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  const time = item.dueAt && format.time(item.dueAt)
  if (item.dueDay < today) return <span className={css.late}>{t('today.late', { count: daysLate(item.dueDay, today) })}</span>
  if (item.dueDay === today) {
    if (!time) return <span className={css.due}>{t('today.dueToday')}</span>
    return <span className={item.isOverdue ? css.late : css.due}>{item.isOverdue ? t('today.lateSince', { time }) : time}</span>
  }
  return <span className={css.due}>{[format.dayHead(item.dueDay), time].filter(Boolean).join(' ')}</span>
}
