import { currencyExponent } from '@shuke/contract/shared/money.ts'
import type { ImportFile, RowFault } from '../../../kernel/seams/import-kind.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { readAmount, readNumber } from '../../../kernel/text/amount.ts'
import { type DayTime, joinTime, readDayTime } from '../../../kernel/text/day-time.ts'

/** Trimming makes a new text even where there is nothing to trim, which costs more than looking. */
const trimmed = (text: string): string =>
  text.charCodeAt(0) > 32 &&
  text.charCodeAt(0) < 128 &&
  text.charCodeAt(text.length - 1) > 32 &&
  text.charCodeAt(text.length - 1) < 128
    ? text
    : text.trim()

/** A store as rows name it. */
export interface NamedStore {
  id: string
  name: string
  code: string | null
  timezone: string
}

const LONGEST = { item: 200, sku: 80, performer: 100, payment: 40, note: 2000 } as const
const BROKEN = /\ufffd/

/**
 * Reads the fields of one file's rows. What cannot be read is named in `faults`; refusing fields give null then, optional ones are
 * dropped. Texts that repeat (days, stores) are read once a batch.
 */
export class FieldReader {
  readonly #at: ReadonlyMap<string, number>
  readonly #currency: string
  readonly #exponent: number
  readonly #stores = new Map<string, NamedStore>()
  readonly #defaultStore: NamedStore | undefined
  #days = new Map<string, DayTime | string>()

  constructor(ctx: Ctx, file: ImportFile, stores: readonly NamedStore[]) {
    this.#at = file.at
    this.#currency = ctx.org.currency
    this.#exponent = currencyExponent(ctx.org.currency)
    for (const store of stores) {
      this.#stores.set(store.name, store)
      if (store.code) this.#stores.set(store.code, store)
    }
    this.#defaultStore = stores.find((store) => store.id === file.options.storeId)
  }

  has(column: string): boolean {
    return this.#at.has(column)
  }

  /** The cell's text without spaces around it; empty when there is none. */
  text(cells: readonly string[], column: string): string {
    const at = this.#at.get(column)
    const cell = at === undefined ? undefined : cells[at]
    return cell === undefined ? '' : trimmed(cell)
  }

  /** When it happened; null refuses the row. */
  when(row: number, cells: readonly string[], faults: RowFault[]): DayTime | null {
    const time = this.text(cells, 'time')
    const day = this.text(cells, 'day')
    const refuse = (column: string, code: string) => {
      faults.push({ row, column, code, refused: true })
      return null
    }
    if (day === '' && time === '') return refuse(this.has('day') ? 'day' : 'time', 'missing_date')
    if (day === '') {
      const at = this.#day(time)
      return typeof at === 'string' ? refuse('time', at) : at
    }
    const date = this.#day(day)
    if (typeof date === 'string') return refuse('day', date)
    if (time === '') return date
    // A column of times may hold whole dates of its own.
    const whole = this.#day(time)
    if (typeof whole !== 'string') return whole
    const joined = joinTime(date, time)
    if (typeof joined !== 'string') return joined
    faults.push({ row, column: 'time', code: 'bad_time', refused: false })
    return date
  }

  #day(text: string): DayTime | string {
    // Days repeat; instants do not, and keeping them would only fill memory.
    if (text.length > 10) return readDayTime(text)
    let at = this.#days.get(text)
    if (at === undefined) {
      at = readDayTime(text)
      this.#days.set(text, at)
    }
    return at
  }

  /** Minor units; null refuses the row. */
  amount(row: number, cells: readonly string[], faults: RowFault[]): number | null {
    const text = this.text(cells, 'amount')
    const amount = text === '' ? 'missing_amount' : readAmount(text, this.#currency, this.#exponent)
    if (typeof amount === 'number') return amount
    faults.push({
      row,
      column: 'amount',
      code: amount,
      refused: true,
      ...(amount === 'other_currency' && { data: { currency: this.#currency } }),
    })
    return null
  }

  /** False refuses the row: there are no rates yet. */
  isOwnCurrency(row: number, cells: readonly string[], faults: RowFault[]): boolean {
    const given = this.text(cells, 'currency')
    if (given === '' || given === this.#currency) return true
    const folded = given.normalize('NFKC').toUpperCase()
    if (folded === this.#currency || (this.#currency === 'CNY' && /^(RMB|人民币|元|¥)$/.test(folded))) return true
    faults.push({ row, column: 'currency', code: 'other_currency', refused: true, data: { currency: this.#currency } })
    return false
  }

  number(row: number, cells: readonly string[], column: 'units' | 'lines', faults: RowFault[]): number | null {
    const text = this.text(cells, column)
    if (text === '') return null
    const value = /^-?\d{1,9}$/.test(text) ? Number(text) : readNumber(text)
    const fits = value !== null && Math.abs(value) <= 1e9 && (column === 'units' || Number.isInteger(value))
    if (fits) return value
    faults.push({ row, column, code: 'bad_number', refused: false })
    return null
  }

  /** An optional text; one that is too long or broken is dropped. */
  optional(row: number, cells: readonly string[], column: keyof typeof LONGEST, faults: RowFault[]): string | null {
    const text = this.text(cells, column)
    if (text === '') return null
    if (text.length <= LONGEST[column] && !BROKEN.test(text)) return text
    faults.push({ row, column, code: text.length > LONGEST[column] ? 'too_long' : 'broken_text', refused: false })
    return null
  }

  /** The store by its name or code; the chosen one where the row names none. */
  store(row: number, cells: readonly string[], faults: RowFault[]): NamedStore | undefined {
    const text = this.text(cells, 'store')
    if (text === '') return this.#defaultStore
    const store = this.#stores.get(text)
    if (!store) faults.push({ row, column: 'store', code: 'unknown_store', refused: false })
    return store ?? this.#defaultStore
  }

  forgetBatch(): void {
    this.#days = new Map()
  }
}
