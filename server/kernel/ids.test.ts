import { expect, test } from 'vitest'
import { uuidv7 } from './ids.ts'

test('ids made one after the other sort in that order, also many within a millisecond', () => {
  const ids = Array.from({ length: 50_000 }, () => uuidv7(1_800_000_000_000))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => /^01a3185c-5[0-9a-f]{3}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
})
