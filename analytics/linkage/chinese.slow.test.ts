import { expect, test } from 'vitest'
import { linkPeople } from './link-people.ts'
import { generateChinesePeople } from './testing/chinese-people.ts'
import { countTruePairs, figuresOf } from './testing/figures.ts'

const SEEDS = [11, 12, 13]

test.each(
  SEEDS.flatMap((seed) => [
    { seed, idNumber: true },
    { seed, idNumber: false },
  ]),
)('generated Chinese register, seed $seed, identity number: $idNumber', ({ seed, idNumber }) => {
  const { people, personOf } = generateChinesePeople(4000, seed)
  const register = idNumber ? people : people.map((person) => ({ ...person, idNumber: '' }))
  const truePairs = countTruePairs(personOf.values())
  const { pairs, expectedMatches, converged } = linkPeople(register)
  const { ask, merge } = figuresOf(pairs, (a, b) => personOf.get(a) === personOf.get(b), truePairs)
  expect(ask.f).toBeGreaterThanOrEqual(0.97)
  expect(merge.precision).toBeGreaterThanOrEqual(0.999)
  expect(merge.recall).toBeGreaterThan(0.8)
  // The learning knows without labels how many doubles there are.
  expect(Math.abs(expectedMatches / truePairs - 1)).toBeLessThan(0.05)
  expect(converged).toBe(true)
})

test('with names and phones only it still merges nobody wrongly', () => {
  const { people, personOf } = generateChinesePeople(4000, 14)
  const { pairs } = linkPeople(people.map(({ id, name, phone }) => ({ id, name: name!, phone: phone! })))
  const { ask, merge } = figuresOf(pairs, (a, b) => personOf.get(a) === personOf.get(b), countTruePairs(personOf.values()))
  expect(merge.precision).toBeGreaterThanOrEqual(0.999)
  expect(merge.recall).toBeGreaterThan(0.4)
  expect(ask.precision).toBeGreaterThan(0.95)
})

test('the generated register holds what it promises', () => {
  const { people, personOf } = generateChinesePeople(4000, 11)
  expect(people).toEqual(generateChinesePeople(4000, 11).people)
  const phones = Map.groupBy(people, (person) => person.phone ?? '')
  const sharedByOthers = [...phones.values()].filter((group) => new Set(group.map(({ id }) => personOf.get(id))).size > 1)
  expect(sharedByOthers.length).toBeGreaterThan(100)
  expect(people.filter(({ phone }) => phone?.includes('转')).length).toBeGreaterThan(10)
  expect(people.filter(({ name }) => /^[A-Z]/.test(name ?? '')).length).toBeGreaterThan(10)
})
