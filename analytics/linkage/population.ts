import { InvalidInput } from '../errors.ts'
import { Column } from './column.ts'
import { type Address, readAddress } from './compare/address.ts'
import { type BirthDate, readBirthDate } from './compare/birth-date.ts'
import { readIdNumber } from './compare/id-number.ts'
import { type NameValue, readName } from './compare/name.ts'
import { type Phone, readPhone } from './compare/phone.ts'
import { type Place, readPlace } from './compare/place.ts'
import { splitName } from './compare/split-name.ts'
import type { Person } from './person.ts'

/** People made ready for comparison: one column a field, every distinct value read once. */
export interface Population {
  readonly size: number
  /** `order[p]` is the index in the input of the person at position p; positions follow the contents, not the input. */
  readonly order: Uint32Array
  /** 0 or 1: which of two files the person at a position came from. */
  readonly file: Uint8Array
  readonly surname: Column<NameValue>
  readonly given: Column<NameValue>
  readonly birthDate: Column<BirthDate>
  readonly idNumber: Column<{ readonly key: string }>
  readonly phone: Column<Phone>
  readonly address: Column<Address>
  readonly building: Column<Address>
  readonly place: Column<Place>
}

/** Most people in one call: sort keys of blocks must stay exact integers. */
export const MOST_PEOPLE = 2_000_000

/**
 * Reads people (of one file, or of two: those from `secondFileAt` on belong to the second) and sorts them by contents and id, so that
 * no result depends on the order in which they came.
 */
export function readPopulation(people: readonly Person[], secondFileAt = people.length): Population {
  const size = people.length
  if (size > MOST_PEOPLE) throw new InvalidInput('people', `holds ${size}; at most ${MOST_PEOPLE} can be linked in one call`)
  const columns = {
    surname: new Column<NameValue>(size, readName),
    given: new Column<NameValue>(size, readName),
    birthDate: new Column<BirthDate>(size, readBirthDate),
    idNumber: new Column<{ key: string }>(size, (text) => wrap(readIdNumber(text))),
    phone: new Column<Phone>(size, (text) => readPhone(text).phone),
    address: new Column<Address>(size, (text) => readAddress(...splitPair(text))),
    building: new Column<Address>(size, (text) => readAddress(text)),
    place: new Column<Place>(size, (text) => readPlace(...splitTriple(text))),
  }
  people.forEach((person, i) => {
    const whole = person.name?.trim() ? splitName(person.name) : undefined
    columns.surname.read(i, person.surname || whole?.surname)
    columns.given.read(i, person.givenName || whole?.given)
    columns.birthDate.read(i, person.birthDate)
    columns.idNumber.read(i, person.idNumber)
    columns.phone.read(i, person.phoneIsVirtual ? undefined : person.phone)
    columns.address.read(i, `${person.address ?? ''}${SEPARATOR}${person.streetNumber ?? ''}`)
    columns.building.read(i, person.building)
    columns.place.read(i, `${person.city ?? ''}${SEPARATOR}${person.postcode ?? ''}${SEPARATOR}${person.state ?? ''}`)
  })
  const all = Object.values(columns)
  const order = orderByContents(
    size,
    (i) => `${all.map((column) => column.keyAt(i)).join(SEPARATOR)}${SEPARATOR}${people[i]!.id}`,
  )
  for (const column of all) column.rearrange(order)
  const file = Uint8Array.from(order, (i) => Number(i >= secondFileAt))
  return { size, order, file, ...columns }
}

const SEPARATOR = '\u001f'

function splitPair(text: string): [string, string] {
  const [first = '', second = ''] = text.split(SEPARATOR)
  return [first, second]
}

function splitTriple(text: string): [string, string, string] {
  const [first = '', second = '', third = ''] = text.split(SEPARATOR)
  return [first, second, third]
}

function wrap(key: string | undefined): { key: string } | undefined {
  return key === undefined ? undefined : { key }
}

function orderByContents(size: number, contents: (i: number) => string): Uint32Array {
  const keys = Array.from({ length: size }, (_, i) => contents(i))
  return Uint32Array.from(keys.keys()).sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b))
}
