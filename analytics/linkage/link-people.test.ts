import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { comparePeople } from './compare-people.ts'
import { startModel } from './learn/model.ts'
import { linkPeople, linkRegisters } from './link-people.ts'
import type { Person } from './person.ts'
import { generateChinesePeople } from './testing/chinese-people.ts'

const { people } = generateChinesePeople(1500, 5)
const { model } = linkPeople(people)
const anyone = fc.constantFrom(...people)
const pairKeys = (pairs: readonly { a: string; b: string; score: number; decision: string }[]) =>
  pairs.map(({ a, b, score, decision }) => `${[a, b].sort().join('+')} ${score.toFixed(9)} ${decision}`).sort()

test('comparing is symmetric, and a probability', () => {
  fc.assert(
    fc.property(anyone, anyone, (one, other) => {
      const forward = comparePeople(one, other, model)
      expect(comparePeople(other, one, model)).toEqual(forward)
      expect(forward.score).toBeGreaterThanOrEqual(0)
      expect(forward.score).toBeLessThanOrEqual(1)
    }),
  )
})

test('the order of the rows does not matter', () => {
  expect(pairKeys(linkPeople(people.toReversed()).pairs)).toEqual(pairKeys(linkPeople(people).pairs))
})

test('linking A with B finds what linking B with A finds', () => {
  const [first, second] = [people.slice(0, 700), people.slice(700)]
  const forward = linkRegisters(first, second).pairs
  const backward = linkRegisters(second, first).pairs
  expect(forward.length).toBeGreaterThan(50)
  expect(pairKeys(backward)).toEqual(pairKeys(forward))
  const inFirst = new Set(first.map(({ id }) => id))
  expect(forward.every(({ a, b }) => inFirst.has(a) && !inFirst.has(b))).toBe(true)
})

test('people who share only a phone are asked about at most', () => {
  const phone = '13812345679'
  fc.assert(
    fc.property(anyone, anyone, (one, other) => {
      const bare = comparePeople({ id: '1', phone }, { id: '2', phone }, model)
      expect(bare.decision).not.toBe('merge')
      fc.pre(one.name !== other.name)
      const named = comparePeople({ id: '1', name: one.name!, phone }, { id: '2', name: other.name!, phone }, model)
      expect(named.decision).not.toBe('merge')
    }),
  )
})

test('one number for a whole street, or a number given on, merges nobody', () => {
  const shared = people
    .slice(0, 400)
    .map((person, i) => ({ ...person, id: `S${i}`, phone: '13688007777', birthDate: '', address: '', idNumber: '' }))
  const distinct = [...new Map(shared.map((person) => [person.name, person])).values()]
  expect(linkPeople(distinct).pairs.filter(({ decision }) => decision === 'merge')).toEqual([])
})

test.each(['18412345679转1234', '17012345679', '4008001234', '13800138000'])(
  'a number that is nobody’s (%s) is no evidence',
  (phone) => {
    const [one, other] = [
      { id: '1', name: '张伟', phone },
      { id: '2', name: '张伟', phone },
    ]
    const with_ = comparePeople(one!, other!, model)
    const without = comparePeople({ ...one!, phone: '' }, { ...other!, phone: '' }, model)
    expect(with_).toEqual(without)
    expect(with_.decision).not.toBe('merge')
    const declared = comparePeople(
      { ...one!, phone: '13912345679', phoneIsVirtual: true },
      { ...other!, phone: '13912345679' },
      model,
    )
    expect(declared).toEqual(without)
  },
)

test('a changed phone does not part one person; twins and relatives at one number stay two', () => {
  const wei = { id: '1', name: '张伟', birthDate: '1990-08-13', phone: '13812345679', address: '人民南路12号3栋2单元501室' }
  expect(comparePeople(wei, { ...wei, id: '2', phone: '15987654321' }, model).decision).toBe('merge')
  expect(comparePeople(wei, { ...wei, id: '2', name: '张玮' }, model).decision).toBe('merge')
  expect(comparePeople({ ...wei, name: '张伟明' }, { ...wei, id: '2', name: '张伟亮' }, model).decision).not.toBe('merge')
  expect(comparePeople(wei, { ...wei, id: '2', name: '张芳', birthDate: '2015-02-01' }, model).decision).toBeUndefined()
  expect(comparePeople(wei, { ...wei, id: '2', birthDate: '1962-01-30' }, model).decision).not.toBe('merge')
})

test('better agreement never lowers the score', () => {
  const levels: Person[][] = [
    ['张伟', '张玮', '张尾伟', '王芳'].map((name, i) => ({ id: `n${i}`, name })),
    ['13812345679', '13812345678', '15900000001'].map((phone, i) => ({ id: `p${i}`, phone })),
    ['1990-08-13', '1990-08-18', '1990-08-27', '1961-02-01'].map((birthDate, i) => ({ id: `b${i}`, birthDate })),
  ]
  const whole = { name: '张伟', phone: '13812345679', birthDate: '1990-08-13', city: '成都' }
  for (const ladder of levels) {
    const scores = ladder.map((step) => comparePeople({ id: '0', ...whole }, { ...whole, ...step }, model).score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    expect(scores[0]).toBeGreaterThan(scores.at(-1)!)
  }
})

test('the evidence names field, level and weight', () => {
  const { evidence, decision } = comparePeople(
    { id: '1', name: '单雄信', phone: '138 1234 5679' },
    { id: '2', name: 'Shan Xiongxin', phone: '+8613812345679' },
    startModel(),
  )
  expect(evidence.map(({ field, level }) => `${field}: ${level}`)).toEqual([
    'surname: sounds or looks the same',
    'given: sounds or looks the same',
    'phone: equal',
  ])
  expect(evidence.every(({ bits }) => bits > 0)).toBe(true)
  expect(decision).toBe('ask')
})

test('a model survives being kept as JSON', () => {
  const kept = JSON.parse(JSON.stringify(model)) as typeof model
  expect(comparePeople(people[0]!, people[1]!, kept)).toEqual(comparePeople(people[0]!, people[1]!, model))
})

test('groups hold the merged pairs', () => {
  const { pairs, groups } = linkPeople(people)
  const groupOf = new Map(groups.flatMap((group, g) => group.map((id) => [id, g])))
  const merged = pairs.filter(({ decision }) => decision === 'merge')
  expect(merged.length).toBeGreaterThan(100)
  for (const { a, b } of merged) expect(groupOf.get(a)).toBe(groupOf.get(b)!)
  expect(groups.every((group) => group.length >= 2)).toBe(true)
})

test('empty and tiny registers have an answer', () => {
  expect(linkPeople([])).toMatchObject({ pairs: [], groups: [] })
  expect(linkPeople([{ id: '1', name: '张伟' }]).pairs).toEqual([])
  expect(linkRegisters([], [{ id: '1' }]).pairs).toEqual([])
  const wei = { name: '张伟', birthDate: '1990-08-13' }
  expect(
    linkPeople([
      { id: '1', ...wei },
      { id: '2', ...wei },
    ]).pairs,
  ).toMatchObject([{ a: '1', b: '2', decision: 'merge' }])
})

test('wrong input is refused with argument and row', () => {
  const refusal = (act: () => unknown) => {
    try {
      act()
    } catch (error) {
      if (error instanceof InvalidInput) return `${error.argument} ${error.index ?? '-'}`
    }
    return 'accepted'
  }
  expect(refusal(() => linkPeople([{ id: '1' }, { id: '1' }]))).toBe('people 1')
  expect(refusal(() => linkRegisters([{ id: '1' }], [{ id: '' }]))).toBe('second 0')
  expect(refusal(() => linkPeople([], { askAt: 2 }))).toBe('askAt -')
  expect(refusal(() => linkPeople([], { askAt: 0.9, mergeAt: 0.5 }))).toBe('mergeAt -')
})

test('progress rises to 1 and the work can be ended', () => {
  const parts: number[] = []
  linkPeople(people, { onProgress: (part) => parts.push(part) })
  expect(parts).toEqual(parts.toSorted((a, b) => a - b))
  expect(parts.at(-1)).toBe(1)
  const stopped = new Error('stopped')
  expect(() => linkPeople(people, { signal: AbortSignal.abort(stopped) })).toThrow(stopped)
})
