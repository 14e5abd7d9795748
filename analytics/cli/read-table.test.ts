import { expect, test } from 'vitest'
import { dayNumber, readArgs, UsageError } from './command.ts'
import { printResult } from './print-result.ts'
import { columnTexts, decode, findColumn, parseTable, readNumber, requireColumn, UnreadableTable } from './read-table.ts'

test('quoted headers and fields, byte-order mark, Windows line ends', () => {
  const table = parseTable('a.csv', '\uFEFF"customer_no","note"\r\n1,"said ""no"", twice"\r\n\r\n2,\r\n')
  expect(table.columns).toEqual(['customer_no', 'note'])
  expect(table.rows).toEqual([
    ['1', 'said "no", twice'],
    ['2', ''],
  ])
})

test.each([';', '\t'])('the separator %j is found by the header', (mark) => {
  const table = parseTable('a.csv', `"a,b"${mark}c\n1${mark}2\n`)
  expect(table.columns).toEqual(['a,b', 'c'])
  expect(columnTexts(table, 1)).toEqual(['2'])
})

test('text that is not UTF-8 is read as GB18030', () => {
  // 客户 in GB18030 is BF CD BB A7.
  expect(decode(Uint8Array.of(0xbf, 0xcd, 0xbb, 0xa7))).toBe('客户')
  expect(decode(new TextEncoder().encode('客户'))).toBe('客户')
  // UTF-16 in both byte orders, as "Unicode text" of spreadsheets: 客户 is 5BA2 6237.
  expect(decode(Uint8Array.of(0xff, 0xfe, 0xa2, 0x5b, 0x37, 0x62))).toBe('客户')
  expect(decode(Uint8Array.of(0xfe, 0xff, 0x5b, 0xa2, 0x62, 0x37))).toBe('客户')
})

test('what cannot be a table is refused with its reason', () => {
  expect(() => parseTable('a.csv', '')).toThrow(UnreadableTable)
  expect(() => parseTable('a.csv', 'a,b\n1,2,3\n')).toThrow(/a\.csv: .*line 2/i)
})

test('columns are found in any case; a missing one is named with those the file has', () => {
  const table = parseTable('a.csv', 'Customer_No,Date\n1,2\n')
  expect(findColumn(table, 'order_date', 'date')).toBe(1)
  expect(() => requireColumn(table, 'amount', 'revenue')).toThrow(
    'a.csv has no column amount or revenue; its columns are Customer_No, Date',
  )
})

test.each([
  ['12', 12],
  [' 1,234.50 ', 1234.5],
  ['-3', -3],
  ['1e3', 1000],
  ['', undefined],
  ['12,34', undefined],
  ['abc', undefined],
])('the number in %j', (text, value) => {
  expect(readNumber(text)).toBe(value)
})

test.each([
  ['1970-01-02', 1],
  ['1997-09-30', 10134],
  ['2011/12/9 12:50', 15317],
  ['2024-02-29T08:00:00Z', 19782],
  ['2023-02-29', undefined],
  ['2023-13-01', undefined],
  ['29.02.2024', undefined],
])('the day in %j', (text, value) => {
  expect(dayNumber(text)).toBe(value)
})

test('arguments: files, texts and flags; what is not known is wrong usage', () => {
  const kinds = { target: 'text', directed: 'flag' } as const
  expect(readArgs(['a.csv', '--target', 'x', '--directed'], kinds)).toEqual({
    files: ['a.csv'],
    options: { target: 'x', directed: true },
  })
  expect(readArgs(['a.csv'], kinds).options).toEqual({ target: undefined, directed: false })
  expect(() => readArgs([], kinds)).toThrow('name the file to read')
  expect(() => readArgs(['a.csv', 'b.csv'], kinds)).toThrow('too many files: b.csv')
  expect(() => readArgs(['a.csv', '--colour'], kinds)).toThrow(UsageError)
})

test('results for people: figures, tables, nested parts', () => {
  const text = printResult({
    n: 2,
    share: 1 / 3,
    none: null,
    rows: [
      { id: 'a', points: 1.5 },
      { id: 'bb', points: 2 },
    ],
    inner: { p: 0.25 },
  })
  expect(text).toBe('n      2\nshare  0.333333\nnone   –\nrows\n  id  points\n  a   1.5\n  bb  2\ninner\n  p  0.25\n')
})
