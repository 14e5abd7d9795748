import type { Column } from './column.ts'
import { type AddressLineLevels, compareAddressLines } from './compare/address.ts'
import { compareBirthDates } from './compare/birth-date.ts'
import { compareIdNumbers } from './compare/id-number.ts'
import { compareNamePair, type NamePairLevels } from './compare/name.ts'
import { comparePhones } from './compare/phone.ts'
import { comparePlaces } from './compare/place.ts'
import { AT, STRIDES } from './fields.ts'
import type { Population } from './population.ts'

const names: NamePairLevels = { surname: -1, given: -1 }
const lines: AddressLineLevels = { address: -1, building: -1 }

/**
 * Compares two people of a population in all fields and returns the pattern of their agreement as one number (see `levelOf`).
 * Symmetric: the same for (i, j) and (j, i).
 */
export function comparePair(people: Population, i: number, j: number): number {
  compareNamePair(people.surname.at(i), people.given.at(i), people.surname.at(j), people.given.at(j), names)
  compareAddressLines(people.address.at(i), people.building.at(i), people.address.at(j), people.building.at(j), lines)
  return (
    (names.surname + 1) * STRIDES[AT.surname]! +
    (names.given + 1) * STRIDES[AT.given]! +
    compareColumn(people.birthDate, i, j, compareBirthDates) * STRIDES[AT.birthDate]! +
    compareColumn(people.idNumber, i, j, compareKeys) * STRIDES[AT.idNumber]! +
    compareColumn(people.phone, i, j, comparePhones) * STRIDES[AT.phone]! +
    (lines.address + 1) * STRIDES[AT.address]! +
    (lines.building + 1) * STRIDES[AT.building]! +
    compareColumn(people.place, i, j, comparePlaces) * STRIDES[AT.place]!
  )
}

/** Level + 1, or 0 where one side is missing. */
function compareColumn<V extends { readonly key: string }>(
  column: Column<V>,
  i: number,
  j: number,
  compare: (a: V, b: V) => number,
): number {
  const a = column.ids[i]!
  const b = column.ids[j]!
  return a < 0 || b < 0 ? 0 : compare(column.values[a]!, column.values[b]!) + 1
}

function compareKeys(a: { readonly key: string }, b: { readonly key: string }): number {
  return compareIdNumbers(a.key, b.key)
}
