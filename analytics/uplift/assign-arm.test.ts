import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { chiSquareTail } from '../stats/tails.ts'
import { assignArm, unitHash } from './assign-arm.ts'
import { murmur3 } from './murmur3.ts'
import { checkSampleRatio } from './sample-ratio.ts'

const ARMS = [
  { name: 'holdOut', share: 0.1 },
  { name: 'letter', share: 0.45 },
  { name: 'coupon', share: 0.45 },
]
const people = Array.from({ length: 20_000 }, (_, i) => `customer-${i}`)

describe('hold-out by hash', () => {
  it('the hash is MurmurHash3: published vectors', () => {
    const bytes = (text: string) => new TextEncoder().encode(text)
    expect(murmur3(bytes(''), 0)).toBe(0)
    expect(murmur3(bytes(''), 1)).toBe(0x514e28b7)
    expect(murmur3(bytes('hello'), 0)).toBe(0x248bfa47)
    expect(murmur3(bytes('The quick brown fox jumps over the lazy dog'), 0x9747b28c)).toBe(0x2fa826cd)
  })

  it('depends on customer and salt only: stable, and blind to everybody else', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (customer, salt) => {
        expect(assignArm(customer, salt, ARMS)).toBe(
          assignArm(
            customer,
            salt,
            ARMS.map((arm) => ({ ...arm })),
          ),
        )
        const place = unitHash(customer, salt)
        expect(place >= 0 && place < 1).toBe(true)
      }),
    )
    // Pinned: a change of the hash would move people between arms of running campaigns.
    expect(assignArm('客户-王小明', '春节-2026', ARMS)).toBe('letter')
  })

  it('fills the arms by their shares, evenly over the whole range', () => {
    const counts = ARMS.map(({ name }) => people.filter((id) => assignArm(id, 'spring', ARMS) === name).length)
    expect(checkSampleRatio(ARMS, counts).pValue).toBeGreaterThan(0.01)
    const bins = new Float64Array(100)
    for (const id of people) bins[Math.floor(100 * unitHash(id, 'spring'))]!++
    expect(
      chiSquareTail(
        bins.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0),
        99,
      ),
    ).toBeGreaterThan(0.01)
  })

  it('two salts are independent draws: nobody is held out of everything', () => {
    const both = people.filter((id) => unitHash(id, 'spring') < 0.1 && unitHash(id, 'summer') < 0.1).length
    expect(Math.abs(both - 200)).toBeLessThan(4 * Math.sqrt(200))
  })

  it('a larger hold-out only adds people', () => {
    const larger = [
      { name: 'holdOut', share: 0.2 },
      { name: 'letter', share: 0.8 },
    ]
    for (const id of people.slice(0, 2000))
      if (assignArm(id, 'spring', ARMS) === 'holdOut') expect(assignArm(id, 'spring', larger)).toBe('holdOut')
  })

  it('refuses shares that do not sum to 1, repeated names, and a missing salt', () => {
    expect(() => assignArm('a', 's', [{ name: 'x', share: 0.5 }])).toThrow(/shares that sum to 1/)
    expect(() =>
      assignArm('a', 's', [
        { name: 'x', share: 0.5 },
        { name: 'x', share: 0.5 },
      ]),
    ).toThrow(/repeats/)
    expect(() => assignArm('a', '', ARMS)).toThrow(InvalidInput)
    expect(() => assignArm('', 's', ARMS)).toThrow(InvalidInput)
  })
})

it('a lost tenth of one arm shows as sample-ratio mismatch, chance does not', () => {
  const halves = [
    { name: 'a', share: 0.5 },
    { name: 'b', share: 0.5 },
  ]
  expect(checkSampleRatio(halves, [5000, 4500])).toMatchObject({ sound: false })
  expect(checkSampleRatio(halves, [5000, 4900])).toMatchObject({ sound: true, chiSquare: expect.closeTo(1.0101, 4) })
})
