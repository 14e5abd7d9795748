import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, unseal } from './seal.ts'

const key = randomBytes(32)

test('what is sealed opens again, and never twice alike', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (plain, purpose) => {
      const box = seal(key, plain, purpose)
      expect(unseal(key, box, purpose).toString()).toBe(Buffer.from(plain).toString())
      expect(seal(key, plain, purpose).equals(box)).toBe(false)
    }),
  )
})

test('another key, another purpose or any changed byte does not open', () => {
  const box = seal(key, '13800135678', 'contact 1')
  expect(() => unseal(randomBytes(32), box, 'contact 1')).toThrow()
  expect(() => unseal(key, box, 'contact 2')).toThrow()
  for (let at = 0; at < box.length; at++) {
    const changed = Buffer.from(box)
    changed[at]! ^= 1
    expect(() => unseal(key, changed, 'contact 1'), `byte ${at}`).toThrow()
  }
})
