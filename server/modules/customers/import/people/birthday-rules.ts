import type { Birthday } from '@shuke/contract/customers/profile.ts'
import { readDayTime } from '../../../../kernel/text/day-time.ts'
import { birthdayFault } from '../../profile/rules.ts'

const DIGITS = '〇一二三四五六七八九'
const MONTH_NAMES: Record<string, number> = { 正: 1, 冬: 11, 腊: 12 }
const LUNAR_DAY = /^(初[一二三四五六七八九十]|[一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅|[一二三四五六七八九])$/

/** `初三` 3, `廿五` 25, `十一` 11, `三十` 30; plain digits as they are. */
function chineseNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const rest = text.replace(/^初/, '').replace(/^廿/, '二十').replace(/^卅/, '三十')
  const ten = rest.indexOf('十')
  if (ten < 0) return DIGITS.indexOf(rest)
  const tens = ten === 0 ? 1 : DIGITS.indexOf(rest[0]!)
  return tens * 10 + (rest.length > ten + 1 ? DIGITS.indexOf(rest[ten + 1]!) : 0)
}

const yearOf = (text: string | undefined): number | null => {
  if (!text) return null
  if (/^\d+$/.test(text)) return Number(text)
  return Number([...text].map((char) => DIGITS.replace('〇', '〇').indexOf(char === '零' ? '〇' : char)).join(''))
}

const CHINESE =
  /^(?:([\d〇零一二三四五六七八九]{4})年)?(闰)?(正|冬|腊|\d{1,2}|十[一二]?|[一二三四五六七八九])月(初?[\d一二三四五六七八九十廿卅]{1,3})[日号]?$/
const MONTH_DAY = /^(?:-{0,2}|0000[-/])(\d{1,2})[-/.](\d{1,2})$/
const YEAR_MONTH_DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/

const checked = (birthday: Birthday): Birthday | null => {
  const { year, month, day } = birthday
  if (month < 1 || month > 12 || day < 1 || day > 31 || (year !== null && (year < 1880 || year > 2200))) return null
  return birthdayFault(birthday) === null ? birthday : null
}

/**
 * A birthday as people write it: `1990-08-03`, `08-03`, `8月3日`, `0803`, `农历八月初三`, `农历1990年闰五月初三`, `1990年腊月廿八`. The calendar
 * is lunar where the text says so or counts days as only that calendar does (初三, 闰).
 * @returns null for what is no birthday or no existing day
 */
export function readBirthday(given: string): Birthday | null {
  let text = given.normalize('NFKC').replace(/\s+/g, '').replace(/[()]/g, '')
  const saysLunar = /农历|阴历|旧历|lunar/i.test(text)
  const saysSolar = /公历|阳历|新历|solar/i.test(text)
  text = text.replace(/农历|阴历|旧历|公历|阳历|新历|lunar|solar/gi, '').replace(/^[::]/, '')
  const chinese = CHINESE.exec(text)
  if (chinese) {
    const [, year, leap, month, day] = chinese
    const looksLunar = leap !== undefined || /^[正冬腊]/.test(month!) || /^[初廿卅]/.test(day!)
    const calendar = saysLunar || (looksLunar && !saysSolar) ? 'lunar' : 'solar'
    if (!LUNAR_DAY.test(day!) && !/^\d{1,2}$/.test(day!)) return null
    return checked({
      calendar,
      year: yearOf(year),
      month: MONTH_NAMES[month!] ?? chineseNumber(month!),
      day: chineseNumber(day!),
      leap: leap !== undefined,
    })
  }
  const calendar = saysLunar ? 'lunar' : 'solar'
  const monthDay = MONTH_DAY.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text)
  if (monthDay) return checked({ calendar, year: null, month: Number(monthDay[1]), day: Number(monthDay[2]), leap: false })
  const whole = YEAR_MONTH_DAY.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (whole) return checked({ calendar, year: Number(whole[1]), month: Number(whole[2]), day: Number(whole[3]), leap: false })
  const at = saysLunar ? 'bad_date' : readDayTime(given)
  if (typeof at === 'string') return null
  const [year, month, day] = at.text.slice(0, 10).split('-').map(Number)
  return checked({ calendar: 'solar', year: year!, month: month!, day: day!, leap: false })
}
