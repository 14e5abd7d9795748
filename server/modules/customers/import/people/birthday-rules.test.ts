import { expect, test } from 'vitest'
import { readBirthday } from './birthday-rules.ts'

const solar = (year: number | null, month: number, day: number) => ({ calendar: 'solar', year, month, day, leap: false })
const lunar = (year: number | null, month: number, day: number, leap = false) => ({ calendar: 'lunar', year, month, day, leap })

test.each([
  ['1990-08-03', solar(1990, 8, 3)],
  ['1990/8/3', solar(1990, 8, 3)],
  ['19900803', solar(1990, 8, 3)],
  ['1990年8月3日', solar(1990, 8, 3)],
  ['08-03', solar(null, 8, 3)],
  ['8月3日', solar(null, 8, 3)],
  ['0803', solar(null, 8, 3)],
  ['2月29日', solar(null, 2, 29)],
  ['农历八月初三', lunar(null, 8, 3)],
  ['八月初三', lunar(null, 8, 3)],
  ['农历8月3日', lunar(null, 8, 3)],
  ['1990年腊月廿八', lunar(1990, 12, 28)],
  ['农历一九九〇年闰五月十五', lunar(1990, 5, 15, true)],
  ['正月初一', lunar(null, 1, 1)],
  ['冬月三十', lunar(null, 11, 30)],
  ['阴历1988-12-8', lunar(1988, 12, 8)],
  ['8月3日(农历)', lunar(null, 8, 3)],
  ['33088', solar(1990, 8, 3)],
])('%s', (text, birthday) => expect(readBirthday(text)).toEqual(birthday))

test.each(['2023-02-29', '农历1991年闰五月初三', '13月1日', '农历八月三十一', '1700-01-01', 'May', ''])('%s is none', (text) =>
  expect(readBirthday(text)).toBeNull(),
)
