import fc from 'fast-check'
import { expect, test } from 'vitest'
import { birthdayFault, isVirtualPhone, joinName, looksMasked, splitName } from './rules.ts'

test.each([
  ['王丽华', '王', '丽华'],
  ['欧阳娜娜', '欧阳', '娜娜'],
  ['欧阳', '欧', '阳'],
  ['司马光', '司马', '光'],
])('%s splits into %s and %s', (name, familyName, givenName) => {
  expect(splitName(name)).toEqual({ familyName, givenName })
})

test('names that are not Chinese ones stay whole, and splitting loses nothing', () => {
  for (const name of ['Mary Smith', '阿依古丽·买买提', '王', '很长的一个名字']) expect(splitName(name)).toBeNull()
  const han = fc.constantFrom(...'王李欧阳司马丽华伟')
  fc.assert(
    fc.property(fc.array(han, { minLength: 2, maxLength: 4 }), (chars) => {
      const parts = splitName(chars.join(''))!
      expect(joinName(parts.familyName, parts.givenName)).toBe(chars.join(''))
    }),
  )
  expect(joinName('Smith', 'Mary')).toBe('Mary Smith')
  expect(joinName(null, undefined)).toBeNull()
})

const day = (calendar: 'solar' | 'lunar', year: number | null, month: number, dayOfMonth: number, leap = false) => ({
  calendar,
  year,
  month,
  day: dayOfMonth,
  leap,
})

test('birthdays that exist are accepted, others are told why not', () => {
  for (const good of [
    day('solar', null, 2, 29),
    day('solar', 2024, 2, 29),
    day('lunar', null, 8, 30),
    day('lunar', 2025, 6, 1, true),
    day('lunar', 1990, 8, 3),
  ])
    expect(birthdayFault(good)).toBeNull()
  for (const bad of [
    day('solar', 2025, 2, 29),
    day('solar', null, 4, 31),
    day('solar', 2024, 1, 1, true),
    day('lunar', null, 8, 31),
    day('lunar', 2024, 6, 1, true),
  ])
    expect(birthdayFault(bad)).toMatchObject({ zh: expect.any(String), en: expect.any(String) })
})

test('masked and virtual numbers are known', () => {
  for (const masked of ['138****5678', '138xxxx5678', '13*****']) expect(looksMasked(masked)).toBe(true)
  expect(looksMasked('13800135678')).toBe(false)
  expect(isVirtualPhone('13800135678转1234', '+8613800135678')).toBe(true)
  expect(isVirtualPhone('13800135678', '+8613800135678')).toBe(false)
})
