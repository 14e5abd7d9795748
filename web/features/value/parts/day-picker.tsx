import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import 'dayjs/locale/en-gb'
import { useLocale } from '../../../lib/i18n/use-locale.ts'

interface Props {
  id: string
  day: string
  latest: string
  onChange: (day: string | undefined) => void
}

/** A calendar day up to today; weeks begin on Monday in both languages. */
export function DayPicker({ id, day, latest, onChange }: Props) {
  dayjs.locale(useLocale() === 'en' ? 'en-gb' : 'zh-cn')
  return (
    <DatePicker
      id={id}
      value={dayjs(day)}
      maxDate={dayjs(latest)}
      allowClear={day !== latest}
      onChange={(chosen) => onChange(chosen?.format('YYYY-MM-DD'))}
    />
  )
}
