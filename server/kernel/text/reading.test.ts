import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAmount, readNumber } from './amount.ts'
import { joinTime, readDayTime } from './day-time.ts'
import { csvLine, guardCell, unguardCell } from './spreadsheet.ts'

const cny = (text: string) => readAmount(text, 'CNY', 2)

describe('an amount', () => {
  test.each([
    ['1,234.50', 123_450],
    ['1234.5', 123_450],
    ['¥1,000', 100_000],
    ['￥88', 8800],
    ['88元', 8800],
    ['１２．５０', 1250],
    ['(12.00)', -1200],
    ['12-', -1200],
    ['-12.34', -1234],
    ['−5', -500],
    ['1.2万', 1_200_000],
    ['12,50', 1250],
    ['1.234.567,89', 123_456_789],
    ['1 234,50', 123_450],
    ['CNY 5', 500],
    ['.5', 50],
    ['0', 0],
    ['-0', 0],
    // Halves go away from zero, without the error of binary fractions.
    ['1.005', 101],
    ['-1.005', -101],
    ['0.285', 29],
    ['1.0049999', 100],
  ])('%s', (text, minor) => expect(cny(text)).toBe(minor))

  test.each([
    ['', 'bad_amount'],
    ['abc', 'bad_amount'],
    ['1,23,4', 'bad_amount'],
    ['--5', 'bad_amount'],
    ['1.23E+17', 'mangled_amount'],
    ['$5', 'other_currency'],
    ['5 EUR', 'other_currency'],
    ['99999999999999999', 'amount_out_of_range'],
  ])('%s is refused', (text, fault) => expect(cny(text)).toBe(fault))

  test('has the decimals of its currency', () => {
    expect(readAmount('1,500', 'JPY', 0)).toBe(1500)
    expect(readAmount('99.5', 'JPY', 0)).toBe(100)
    expect(readAmount('1.2345', 'KWD', 3)).toBe(1235)
    expect(readAmount('$5.10', 'USD', 2)).toBe(510)
  })

  test('of whole hundredths comes back as it was, however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (minor) => {
        const digits = String(Math.abs(minor)).padStart(3, '0')
        const plain = `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
        const grouped = plain.replace(/\B(?=(\d{3})+\.)/g, ',')
        expect(cny(plain)).toBe(minor)
        expect(cny(`¥${grouped}`)).toBe(minor)
      }),
    )
  })

  test('a quantity keeps its fraction', () => {
    expect([readNumber('1.5'), readNumber('-2'), readNumber('1,000'), readNumber('many')]).toEqual([1.5, -2, 1000, null])
  })
})

describe('a date', () => {
  test.each([
    ['2026-01-02', '2026-01-02'],
    ['2026/1/2', '2026-01-02'],
    ['2026.1.2', '2026-01-02'],
    ['2026年1月2日', '2026-01-02'],
    ['20260102', '2026-01-02'],
    ['46024', '2026-01-02'],
    ['46024.5', '2026-01-02 12:00:00'],
    ['2026-01-02 09:30:15', '2026-01-02 09:30:15'],
    ['2026/1/2 9:30', '2026-01-02 09:30:00'],
    ['2026年1月2日 下午3:05', '2026-01-02 15:05:00'],
    ['2026-1-2 12:05 AM', '2026-01-02 00:05:00'],
    ['20260102093000', '2026-01-02 09:30:00'],
    ['13/2/2026', '2026-02-13'],
    ['2/13/2026 9:30', '2026-02-13 09:30:00'],
    ['2 Jan 2026', '2026-01-02'],
    ['Dec 1, 2010 8:26', '2010-12-01 08:26:00'],
    ['2024-02-29', '2024-02-29'],
    ['2026-01-31', '2026-01-31'],
  ])('%s', (given, text) => expect(readDayTime(given)).toMatchObject({ kind: 'local', text }))

  test.each([
    ['2026-01-02T09:30:00Z', '2026-01-02 09:30:00+00'],
    ['2026-01-02T09:30:00+08:00', '2026-01-02 09:30:00+08:00'],
  ])('%s has its own zone', (given, text) => expect(readDayTime(given)).toMatchObject({ kind: 'instant', text }))

  test.each([
    ['1/2/2026', 'ambiguous_date'],
    ['2026-02-30', 'bad_date'],
    ['2023-02-29', 'bad_date'],
    ['2026-13-01', 'bad_date'],
    ['2026-01-02 24:00', 'bad_date'],
    ['2026-01-02 09:61:00', 'bad_date'],
    ['1850-01-01', 'date_out_of_range'],
    ['31/12/97', 'bad_date'],
    ['soon', 'bad_date'],
  ])('%s is refused', (given, fault) => expect(readDayTime(given)).toBe(fault))

  test('and a time of another column', () => {
    const day = readDayTime('2026-01-02')
    if (typeof day === 'string') throw new Error(day)
    expect(joinTime(day, '9:05')).toMatchObject({ text: '2026-01-02 09:05:00' })
    expect(joinTime(day, '0.75')).toMatchObject({ text: '2026-01-02 18:00:00' })
    expect(joinTime(day, '25:00')).toBe('bad_date')
  })

  test('every day of a century comes back in every notation', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1955-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString().slice(0, 10)
          const [year, month, day] = text.split('-').map(Number)
          const serial = Math.round((Date.UTC(year!, month! - 1, day!) - Date.UTC(1899, 11, 30)) / 86_400_000)
          for (const written of [
            text,
            `${year}/${month}/${day}`,
            `${year}年${month}月${day}日`,
            text.replaceAll('-', ''),
            String(serial),
          ])
            expect(readDayTime(written)).toMatchObject({ text })
        },
      ),
    )
  })
})

describe('a cell', () => {
  test('that a spreadsheet would run is marked, and the mark comes off again', () => {
    expect(guardCell('=1+1')).toBe("'=1+1")
    expect(guardCell('-12.50')).toBe('-12.50')
    expect(guardCell('+8613800138000')).toBe("'+8613800138000")
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '1', 'a', '\t') }),
        (text) => unguardCell(guardCell(text)) === text,
      ),
    )
  })

  test('is quoted where it must be', () => {
    expect(csvLine(['a', 'b,c', 'd"e', ' f'])).toBe('a,"b,c","d""e"," f"\r\n')
  })
})
