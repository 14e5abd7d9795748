import type { ImportFile, RowFault } from '../../../../kernel/seams/import-kind.ts'
import { looksMangled } from '../../../../kernel/text/spreadsheet.ts'
import { cleanContact, type LookupHasher } from '../../profile/contacts.ts'
import { fieldFault } from './clean-person.ts'
import { PERSON_COLUMNS } from './columns-rules.ts'
import { numberFault } from './person-rules.ts'

/** A customer as the rows of one batch name it. */
export interface PersonOfBatch {
  /** Place in the batch. */
  p: number
  customerNo: string | null
  /** Keyed hash of phone or e-mail, when that is the key. */
  lookup: Buffer | null
  /** The first row that names this customer: what it says is kept when the customer is new. */
  row: number
  cells: readonly string[]
  /** Another customer of the batch that brings this contact along. */
  sameAs: number | null
}

/** A row without a customer that goes to the anonymous bucket. */
export const ANONYMOUS = -1

const emptyMaps = (): Record<Key, Map<string, PersonOfBatch | string>> => ({
  customerNo: new Map(),
  phone: new Map(),
  email: new Map(),
})

type Key = 'customerNo' | 'phone' | 'email'
const KEYS: Key[] = ['customerNo', 'phone', 'email']

/** Finds the customer of each row by its key and checks what else the row says about the person. */
export class PeopleReader {
  readonly #file: ImportFile
  readonly #hash: LookupHasher
  readonly #keys: { key: Key; at: number }[]
  readonly #others: { column: string; at: number; known: Map<string, string | null> }[]
  #people: PersonOfBatch[] = []
  /** People by the text of their key, or why it is none; and by contacts in normal form. */
  #byText = emptyMaps()
  #byContact = new Map<string, PersonOfBatch>()

  constructor(file: ImportFile, hash: LookupHasher) {
    this.#file = file
    this.#hash = hash
    const wanted = file.options.key ? [file.options.key] : KEYS
    this.#keys = wanted.flatMap((key) => {
      const at = file.at.get(key)
      return at === undefined ? [] : [{ key, at }]
    })
    this.#others = PERSON_COLUMNS.flatMap(({ name }) => {
      const at = file.at.get(name)
      return at === undefined || name === 'customerNo' ? [] : [{ column: name, at, known: new Map() }]
    })
  }

  /** @returns the customer's place in the batch, ANONYMOUS, or null when the row is refused */
  read(row: number, cells: readonly string[], faults: RowFault[]): number | null {
    for (const { key, at } of this.#keys) {
      const given = cells[at]
      if (given === undefined || given === '') continue
      const text = given.trim()
      if (text === '') continue
      const person = this.#find(key, text, row, cells)
      if (typeof person === 'string') {
        faults.push({ row, column: key, code: person, refused: true })
        return null
      }
      if (this.#others.length > 0) this.#checkOthers(row, cells, key, faults)
      return person.p
    }
    if (this.#file.options.anonymousBucket) return ANONYMOUS
    faults.push({ row, column: this.#keys[0]?.key ?? null, code: 'missing_customer', refused: true })
    return null
  }

  /** The customers of the rows read since the last call. */
  take(): PersonOfBatch[] {
    const people = this.#people
    this.#people = []
    this.#byText = emptyMaps()
    this.#byContact = new Map()
    for (const other of this.#others) other.known = new Map()
    return people
  }

  #find(key: Key, text: string, row: number, cells: readonly string[]): PersonOfBatch | string {
    const byText = this.#byText[key]
    const known = byText.get(text)
    if (known !== undefined) return known
    const made = this.#make(key, text, row, cells)
    byText.set(text, made)
    return made
  }

  #make(key: Key, text: string, row: number, cells: readonly string[]): PersonOfBatch | string {
    if (key === 'customerNo') {
      const fault = numberFault(text)
      if (fault) return fault
      const person = this.#add({ customerNo: text, lookup: null, row, cells, sameAs: null })
      this.#announceContacts(person)
      return person
    }
    if (looksMangled(text)) return 'mangled_key'
    const contact = cleanContact({ kind: key, value: text })
    if (typeof contact === 'string') return contact === 'masked_value' ? 'masked_key' : contact
    if (contact.isVirtual) return 'virtual_phone'
    const normal = `${key} ${contact.value}`
    const same = this.#byContact.get(normal)
    if (same?.lookup) return same
    const customerNo = this.#file.options.key ? this.#numberOf(cells) : null
    const person = this.#add({ customerNo, lookup: this.#hash(key, contact.value), row, cells, sameAs: same?.p ?? null })
    this.#byContact.set(normal, person)
    return person
  }

  /** A later row may name this customer by phone or e-mail only. */
  #announceContacts(person: PersonOfBatch): void {
    for (const key of ['phone', 'email'] as const) {
      const at = this.#file.at.get(key)
      const text = at === undefined ? '' : (person.cells[at] ?? '').trim()
      if (text === '' || this.#file.options.key) continue
      const contact = cleanContact({ kind: key, value: text })
      if (typeof contact === 'string' || contact.isVirtual) continue
      const normal = `${key} ${contact.value}`
      if (!this.#byContact.has(normal)) this.#byContact.set(normal, person)
    }
  }

  #numberOf(cells: readonly string[]): string | null {
    const at = this.#file.at.get('customerNo')
    const text = at === undefined ? '' : (cells[at] ?? '').trim()
    return text === '' || numberFault(text) !== null ? null : text
  }

  #add(person: Omit<PersonOfBatch, 'p'>): PersonOfBatch {
    const added = { p: this.#people.length, ...person }
    this.#people.push(added)
    return added
  }

  #checkOthers(row: number, cells: readonly string[], key: Key, faults: RowFault[]): void {
    for (const { column, at, known } of this.#others) {
      if (column === key) continue
      const text = cells[at]
      if (text === undefined || text === '') continue
      let code = known.get(text)
      if (code === undefined) {
        const trimmed = text.trim()
        code = trimmed === '' ? null : fieldFault(column, trimmed)
        known.set(text, code)
      }
      if (code !== null) faults.push({ row, column, code, refused: false })
    }
  }
}
