import { expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'
const forged = (json: string) => Buffer.from(json).toString('base64url')

test('a cursor comes back as it was made, for its own order only', () => {
  const cursor = encodeCursor('-net', [12_800, id])
  expect(decodeCursor(cursor, '-net', ['integer', 'uuid'])).toEqual([12_800, id])
  expect(() => decodeCursor(cursor, 'net', ['integer', 'uuid'])).toThrow(AppError)
})

test('forged values are refused before they reach a query', () => {
  for (const [json, kind] of [
    ['["o","x"]', 'uuid'],
    ['["o","2026-13-01T00:00:00Z"]', 'instant'],
    ['["o","infinity"]', 'instant'],
    ['["o","2026-02-30"]', 'day'],
    ['["o",1.5]', 'integer'],
    ['["o",1e400]', 'integer'],
    ['["o","\\u0000"]', 'text'],
    ['["o",null]', 'text'],
    ['["o"]', 'text'],
    ['{"o":1}', 'text'],
    ['null', 'text'],
    ['not json', 'text'],
  ] as const) {
    expect(() => decodeCursor(forged(json), 'o', [kind]), json).toThrow(AppError)
  }
})
