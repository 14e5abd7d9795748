import { describe, expect, test } from 'vitest'
import { truth, truthAvailable, truthRows } from '../testing/truth-files.ts'
import { linkPeople, linkRegisters } from './link-people.ts'
import type { Person } from './person.ts'
import { personColumns } from './person-columns.ts'
import { figuresOf } from './testing/figures.ts'

/** The people of a public file; the spaces after its commas are part of the format. */
function people(file: string, ignored: readonly string[] = []): Person[] {
  const rows = truthRows(file).map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, text]) => [key.trim(), text.trim()])),
  )
  const columns = Object.keys(rows[0]!)
  const { read } = personColumns(columns, ignored)
  return rows.map((row) => read(row.rec_id!, Object.values(row)))
}

/** `rec-223-dup-0` is person 223. */
const samePerson = (a: string, b: string) => a.split('-')[1] === b.split('-')[1]

describe.skipIf(!truthAvailable).each([
  ['with the identity number', []],
  ['without the identity number', ['soc_sec_id']],
])('febrl, %s', (_, ignored) => {
  test('data set 1: doubles within one register', () => {
    const { true_pairs } = truth<{ true_pairs: number }>('dedupe.febrl_dataset1')
    const { ask, merge } = figuresOf(linkPeople(people('febrl_dataset1.csv', ignored)).pairs, samePerson, true_pairs)
    expect(ask.f).toBeGreaterThanOrEqual(0.99)
    expect(merge.precision).toBeGreaterThanOrEqual(0.999)
    expect(merge.recall).toBeGreaterThan(0.65)
  })

  test('data set 4: two registers of 5 000', () => {
    const { true_links } = truth<{ true_links: number }>('dedupe.febrl_dataset4')
    const [first, second] = [people('febrl_dataset4a.csv', ignored), people('febrl_dataset4b.csv', ignored)]
    const { ask, merge } = figuresOf(linkRegisters(first, second).pairs, samePerson, true_links)
    expect(ask.f).toBeGreaterThanOrEqual(0.99)
    expect(ask.recall).toBeGreaterThanOrEqual(0.95)
    expect(ask.precision).toBeGreaterThanOrEqual(0.99)
    expect(merge.precision).toBeGreaterThanOrEqual(0.999)
    expect(merge.recall).toBeGreaterThan(0.65)
  })
})

test.skipIf(!truthAvailable)('rldata500: names and birthday are all there is', () => {
  const identity = new Map(truthRows('rldata500.csv').map((row) => [row.rec_id!, row.identity!]))
  const { true_pairs } = truth<{ true_pairs: number }>('dedupe.rldata500')
  const { pairs } = linkPeople(people('rldata500.csv'))
  const { ask, merge } = figuresOf(pairs, (a, b) => identity.get(a) === identity.get(b), true_pairs)
  expect(ask.f).toBeGreaterThanOrEqual(0.95)
  expect(merge.precision).toBeGreaterThanOrEqual(0.999)
  expect(merge.recall).toBeGreaterThan(0.55)
})
