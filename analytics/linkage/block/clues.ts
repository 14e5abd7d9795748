import type { Column } from '../column.ts'
import type { Population } from '../population.ts'
import { hashText } from './hash.ts'

/** What a person can be looked up by, as hashes; nothing in a list = that part is missing or unreadable. */
export interface Clues {
  readonly surname: readonly number[]
  readonly given: readonly number[]
  readonly birthDate: readonly number[]
  readonly birthYear: readonly number[]
  readonly birthDay: readonly number[]
  readonly phone: readonly number[]
  readonly phoneTail: readonly number[]
  readonly idNumber: readonly number[]
  readonly street: readonly number[]
  readonly streetStart: readonly number[]
  readonly building: readonly number[]
  readonly place: readonly number[]
}

type Lookup = (position: number) => readonly number[]

const NONE: readonly number[] = []

/** Reads the clues of one person after another; every distinct value is hashed once. */
export function clueReader(people: Population): (position: number) => Clues {
  const surname = lookup(people.surname, (name) => name.soundKeys)
  const given = lookup(people.given, (name) => name.soundKeys)
  const birthDate = lookup(people.birthDate, (birth) => (birth.year === '' ? [] : [birth.key]))
  const birthYear = lookup(people.birthDate, (birth) => (birth.year === '' ? [] : [birth.year]))
  const birthDay = lookup(people.birthDate, (birth) => [birth.key.slice(-4)])
  const phone = lookup(people.phone, (number) => (number.masked ? [] : [number.key]))
  const phoneTail = lookup(people.phone, (number) => [number.key.slice(-4)])
  const idNumber = lookup(people.idNumber, (id) => [id.key])
  const street = lookup(people.address, (address) => (address.words === '' ? [] : [address.key]))
  const streetStart = lookup(people.address, (address) => (address.words === '' ? [] : [address.words.slice(0, 4)]))
  const building = lookup(people.building, (address) => [address.key])
  const place = lookup(people.place, (at) => [at.postcode || at.city].filter(Boolean))
  return (p) => ({
    surname: surname(p),
    given: given(p),
    birthDate: birthDate(p),
    birthYear: birthYear(p),
    birthDay: birthDay(p),
    phone: phone(p),
    phoneTail: phoneTail(p),
    idNumber: idNumber(p),
    street: street(p),
    streetStart: streetStart(p),
    building: building(p),
    place: place(p),
  })
}

function lookup<V extends { readonly key: string }>(column: Column<V>, clues: (value: V) => readonly string[]): Lookup {
  const hashes = column.values.map((value) => clues(value).map(hashText))
  return (position) => hashes[column.ids[position]!] ?? NONE
}
