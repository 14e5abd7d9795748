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
    surname: new Column<NameValue>(size),
    given: new Column<NameValue>(size),
    birthDate: new Column<BirthDate>(size),
    idNumber: new Column<{ readonly key: string }>(size),
    phone: new Column<Phone>(size),
    address: new Column<Address>(size),
    building: new Column<Address>(size),
    place: new Column<Place>(size),
  }
  people.forEach((person, i) => {
    const whole = person.name?.trim() ? splitName(person.name) : undefined
    columns.surname.read(i, person.surname || whole?.surname || '', readName)
    columns.given.read(i, person.givenName || whole?.given || '', readName)
    columns.birthDate.read(i, person.birthDate ?? '', readBirthDate)
    columns.idNumber.read(i, person.idNumber ?? '', readKeyedIdNumber)
    columns.phone.read(i, (!person.phoneIsVirtual && person.phone) || '', readPersonalPhone)
    const { streetNumber = '', address = '', building = '', city = '', postcode = '', state = '' } = person
    columns.address.read(i, joined(streetNumber, address), () => readAddress(address, streetNumber))
    columns.building.read(i, building, readAddress)
    columns.place.read(i, joined(city, postcode, state), () => readPlace(city, postcode, state))
  })
  const all = Object.values(columns)
  const order = orderByContents(people, all)
  for (const column of all) column.rearrange(order)
  const file = Uint8Array.from(order, (i) => Number(i >= secondFileAt))
  return { size, order, file, ...columns }
}

function joined(...parts: readonly string[]): string {
  return parts.some((part) => part !== '') ? parts.join('\u001f') : ''
}

function readKeyedIdNumber(text: string): { readonly key: string } | undefined {
  const key = readIdNumber(text)
  return key === undefined ? undefined : { key }
}

function readPersonalPhone(text: string): Phone | undefined {
  return readPhone(text).phone
}

/** Sorts by the first column that differs (names before all), then by id. */
function orderByContents(people: readonly Person[], columns: readonly Column<{ readonly key: string }>[]): Uint32Array {
  const order = new Uint32Array(people.length)
  for (let i = 0; i < order.length; i++) order[i] = i
  return order.sort((a, b) => {
    for (const column of columns) {
      if (column.ids[a] === column.ids[b]) continue
      return column.keyAt(a) < column.keyAt(b) ? -1 : 1
    }
    return people[a]!.id < people[b]!.id ? -1 : 1
  })
}
