/** A day of the Chinese calendar, as birthdays are kept: no year. */
export interface LunarDay {
  month: number
  day: number
  leap: boolean
}

const DIGITS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const MONTHS = ['正', ...DIGITS.slice(1), '冬', '腊']

const dayName = (day: number): string => {
  if (day <= 10) return `初${DIGITS[day - 1]}`
  if (day === 20) return '二十'
  if (day === 30) return '三十'
  return `${day < 20 ? '十' : '廿'}${DIGITS[(day % 10) - 1]}`
}

/** 八月初三, 闰六月十五, 腊月廿三. */
export const lunarDayName = ({ month, day, leap }: LunarDay): string => `${leap ? '闰' : ''}${MONTHS[month - 1]}月${dayName(day)}`

// The browser knows the Chinese calendar; `6bis` is how it writes the leap sixth month.
const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })

export function lunarDayOf(date: Date): LunarDay {
  const parts = chinese.formatToParts(date)
  const month = parts.find((part) => part.type === 'month')?.value ?? ''
  return {
    month: Number.parseInt(month, 10),
    day: Number(parts.find((part) => part.type === 'day')?.value),
    leap: month.endsWith('bis'),
  }
}

/**
 * On which calendar day (`YYYY-MM-DD`) of a common year a lunar birthday is kept. A leap month that this year lacks is kept in the
 * plain month, the 30th of a short month on its 29th; undefined in the rare year in which the day does not come at all.
 */
export function solarDayInYear(lunar: LunarDay, year: number): string | undefined {
  const found = new Map<string, string>()
  for (let date = new Date(Date.UTC(year, 0, 1)); date.getUTCFullYear() === year; date.setUTCDate(date.getUTCDate() + 1)) {
    const { month, day, leap } = lunarDayOf(date)
    const key = `${month}-${day}${leap ? '-leap' : ''}`
    if (!found.has(key)) found.set(key, date.toISOString().slice(0, 10))
  }
  const on = (day: number, leap: boolean) => found.get(`${lunar.month}-${day}${leap ? '-leap' : ''}`)
  const inMonth = (leap: boolean) => on(lunar.day, leap) ?? (lunar.day === 30 ? on(29, leap) : undefined)
  return (lunar.leap ? inMonth(true) : undefined) ?? inMonth(false)
}
