import { describe, expect, it } from 'vitest'
import { dayIn, daysBetween, formatDay, formatRelativeDay, formatTime } from './dates.ts'
import { lunarDayName, lunarDayOf, solarDayInYear } from './lunar.ts'
import { formatMoney, parseAmount } from './money.ts'
import { formatMajorShort, formatShare, formatShort } from './numbers.ts'
import { formatPhone } from './phone.ts'

describe('money', () => {
  it('is exact and knows the decimals of its currency', () => {
    expect(formatMoney({ amount: 1_234_550, currency: 'CNY' }, 'zh-CN')).toBe('¥12,345.50')
    expect(formatMoney({ amount: 12_345, currency: 'JPY' }, 'en')).toBe('¥12,345')
    expect(formatMoney({ amount: -500, currency: 'USD' }, 'en')).toBe('-$5.00')
  })
  it('reads what people type, and refuses what it would have to round', () => {
    expect(parseAmount('1,280', 'CNY')).toBe(128_000)
    expect(parseAmount(' 12.5 ', 'CNY')).toBe(1250)
    expect(parseAmount('-3.07', 'CNY')).toBe(-307)
    expect(parseAmount('1.005', 'CNY')).toBeUndefined()
    expect(parseAmount('1.5', 'JPY')).toBeUndefined()
    expect(parseAmount('12元', 'CNY')).toBeUndefined()
    expect(parseAmount('', 'CNY')).toBeUndefined()
  })
})

describe('numbers', () => {
  it('shortens from ten thousand on, by the habits of each language', () => {
    expect(formatShort(9999, 'zh-CN')).toBe('9,999')
    expect(formatShort(12_345, 'zh-CN')).toBe('1.2万')
    expect(formatShort(12_345, 'en')).toBe('12.3K')
    expect(formatMajorShort(8_911_407.9, 'GBP', 'zh-CN')).toBe('£891.1万')
    expect(formatMajorShort(980.4, 'CNY', 'zh-CN')).toBe('¥980')
  })
  it('writes shares as per cent', () => {
    expect(formatShare(0.715205, 'zh-CN')).toBe('71.5%')
    expect(formatShare(1, 'en', 0)).toBe('100%')
  })
})

describe('phones', () => {
  it('groups mobiles 3-4-4 and leaves the rest alone', () => {
    expect(formatPhone('13800138000')).toBe('138 0013 8000')
    expect(formatPhone('+8613800138000')).toBe('138 0013 8000')
    expect(formatPhone('138****5678')).toBe('138****5678')
    expect(formatPhone('028-8555')).toBe('028-8555')
  })
})

describe('dates', () => {
  it('reads an instant at the place of the org', () => {
    const lateInUtc = new Date('2026-03-01T16:30:00Z')
    expect(dayIn('Asia/Shanghai', lateInUtc)).toBe('2026-03-02')
    expect(dayIn('UTC', lateInUtc)).toBe('2026-03-01')
    expect(formatTime('2026-03-01T16:30:00Z', 'zh-CN', 'Asia/Shanghai')).toBe('00:30')
  })
  it('leaves the present year out', () => {
    expect(formatDay('2026-03-02', 'zh-CN', '2026-11-21')).toBe('3月2日')
    expect(formatDay('1998-07-01', 'zh-CN', '2026-11-21')).toBe('1998年7月1日')
    expect(formatDay('1998-07-01', 'en', '2026-11-21')).toBe('1 Jul 1998')
  })
  it('says how far a day is', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
    expect(formatRelativeDay('2026-03-02', 'zh-CN', '2026-03-02')).toBe('今天')
    expect(formatRelativeDay('2026-03-01', 'zh-CN', '2026-03-02')).toBe('昨天')
    expect(formatRelativeDay('2026-02-02', 'en', '2026-03-02')).toBe('28 days ago')
    expect(formatRelativeDay('1998-07-01', 'zh-CN', '2026-03-02')).toBe('27年前')
  })
})

describe('lunar birthdays', () => {
  it('has the names people say', () => {
    expect(lunarDayName({ month: 8, day: 3, leap: false })).toBe('八月初三')
    expect(lunarDayName({ month: 1, day: 15, leap: false })).toBe('正月十五')
    expect(lunarDayName({ month: 12, day: 23, leap: false })).toBe('腊月廿三')
    expect(lunarDayName({ month: 6, day: 30, leap: true })).toBe('闰六月三十')
    expect(lunarDayName({ month: 10, day: 20, leap: false })).toBe('十月二十')
  })
  it('falls on known days', () => {
    expect(solarDayInYear({ month: 8, day: 3, leap: false }, 2026)).toBe('2026-09-13')
    expect(solarDayInYear({ month: 1, day: 1, leap: false }, 2024)).toBe('2024-02-10')
    expect(solarDayInYear({ month: 8, day: 15, leap: false }, 2025)).toBe('2025-10-06')
    expect(lunarDayOf(new Date('2025-08-01T00:00:00Z'))).toEqual({ month: 6, day: 8, leap: true })
  })
  it('is kept in the plain month when the year has no such leap month', () => {
    expect(solarDayInYear({ month: 6, day: 8, leap: true }, 2025)).toBe('2025-08-01')
    expect(solarDayInYear({ month: 6, day: 8, leap: true }, 2026)).toBe(solarDayInYear({ month: 6, day: 8, leap: false }, 2026))
  })
})
