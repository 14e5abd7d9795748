/** The values of one field over all people, each distinct value read and held once. */
export class Column<V extends { readonly key: string }> {
  /** Index into `values` for each person, −1 where missing. */
  ids: Int32Array
  readonly values: V[] = []
  /** How many people bear each value. */
  readonly counts: number[] = []
  readonly #parse: (text: string) => V | undefined
  readonly #idOfText = new Map<string, number>()
  readonly #idOfKey = new Map<string, number>()

  constructor(size: number, parse: (text: string) => V | undefined) {
    this.ids = new Int32Array(size).fill(-1)
    this.#parse = parse
  }

  /** Reads what was typed for person `i`; different spellings of one value ("138 1234…", "+86138…") become one. */
  read(i: number, text: string | undefined): void {
    if (text === undefined || text === '') return
    const id = this.#idOfText.get(text) ?? this.#intern(text)
    this.ids[i] = id
    if (id >= 0) this.counts[id]!++
  }

  /** The value of person `i`. */
  at(i: number): V | undefined {
    const id = this.ids[i]!
    return id < 0 ? undefined : this.values[id]
  }

  /** The comparable key of person `i`, '' where missing. */
  keyAt(i: number): string {
    return this.at(i)?.key ?? ''
  }

  /** Puts person `order[p]` at position p. */
  rearrange(order: Uint32Array): void {
    const before = this.ids
    this.ids = Int32Array.from(order, (i) => before[i]!)
  }

  #intern(text: string): number {
    const value = this.#parse(text)
    let id = -1
    if (value) {
      id = this.#idOfKey.get(value.key) ?? this.values.length
      if (id === this.values.length) {
        this.#idOfKey.set(value.key, id)
        this.values.push(value)
        this.counts.push(0)
      }
    }
    this.#idOfText.set(text, id)
    return id
  }
}
