import { expect, test } from 'vitest'
import { compareAddresses, compareAddressLines, readAddress } from './address.ts'
import { compareIdNumbers, readIdNumber } from './id-number.ts'
import { comparePlaces, readPlace } from './place.ts'

test.each([
  ['12 Stanley Street', 'stanley st', '12', 4, 'number in its own column, abbreviation'],
  ['12 stanley street', '12 stanely street', '', 3, 'letters swapped'],
  ['12 stanley street', 'stanley street', '', 3, 'number missing'],
  ['12 stanley street', '95 stanley street', '', 2, 'another house'],
  ['12 stanley street', '12 pinkerton circuit', '', 0, 'another street'],
  ['四川省成都市武侯区人民南路四段12号3栋2单元501室', '人民南路四段12号3幢2单元501', '', 4, 'written short'],
  ['人民南路12号3栋2单元501', '人民南路12-3-2-501', '', 4, 'numbers joined by strokes'],
  ['人民南路12号3栋', '人民南路12号五栋', '', 3, 'one digit, written in Chinese'],
  ['人民南路12号3栋', '人民南路88号1栋', '', 2, 'another house'],
  ['武侯区人民南路12号', '武侯区科华北路12号', '', 0, 'another street'],
])('%s and %s %s: level %i (%s)', (a, b, number, level) => {
  const [one, other] = [readAddress(a)!, readAddress(b, number)!]
  expect(compareAddresses(one, other)).toBe(level)
  expect(compareAddresses(other, one)).toBe(level)
})

test('street and building in each other’s line agree, one of them alone does not', () => {
  const [street, building, other] = ['12 hawker place', 'chippendale village', 'rosetta village'].map(
    (text) => readAddress(text)!,
  )
  const levels = { address: -1, building: -1 }
  compareAddressLines(street, building, building, street, levels)
  expect(levels).toEqual({ address: 3, building: 3 })
  compareAddressLines(street, building, other, street, levels)
  expect(levels.address).toBe(0)
})

test.each([
  [['成都市', '', ''], ['成都', '', ''], 3],
  [['st james', '4011', 'wa'], ['st james', '4011', 'nt'], 3],
  [['st james', '4011', 'wa'], ['st jmaes', '4011', 'wa'], 3],
  [['st james', '4011', 'wa'], ['bittern', '4011', 'wa'], 2],
  [['', '', 'wa'], ['', '', 'wa'], 1],
  [['st james', '4011', 'wa'], ['bittern', '2776', 'wa'], 0],
] as [[string, string, string], [string, string, string], number][])('places %j and %j: level %i', (a, b, level) => {
  const [one, other] = [readPlace(...a)!, readPlace(...b)!]
  expect(comparePlaces(one, other)).toBe(level)
  expect(comparePlaces(other, one)).toBe(level)
})

test('identity numbers: equal, one slip, old form of a Chinese card, unreadable', () => {
  expect(compareIdNumbers('51010719900813123X', '51010719900813123X')).toBe(2)
  expect(compareIdNumbers('510107900813123', '51010719900813123X')).toBe(2)
  expect(compareIdNumbers('6988048', '6988084')).toBe(1)
  expect(compareIdNumbers('6988048', '7364009')).toBe(0)
  expect(readIdNumber('510107 19900813 123x')).toBe('51010719900813123X')
  expect(['0000000', '5101**********123X', '12'].map(readIdNumber)).toEqual([undefined, undefined, undefined])
})
