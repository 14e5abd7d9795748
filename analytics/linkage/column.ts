/** The values of one field over all people, each distinct value read and held once. */
export class Column<V extends { readonly key: string }> {
  /** Index into `values` for each person, −1 where missing. */
  ids: Int32Array
  readonly values: V[] = []
  /** How many people bear each value. */
  readonly counts: number[] = []
  readonly #idOfText = new Map<string, number>()
  readonly #idOfKey = new Map<string, number>()

  constructor(size: number) {
    this.ids = new Int32Array(size).fill(-1)
  }

  /**
   * Reads what was typed for person `i`, '' = missing; `parse` runs once for each text. Different spellings of one value (138 1234… and
   * +86138…) become one.
   */
  read(i: number, text: string, parse: (text: string) => V | undefined): void {
    if (text === '') return
    let id = this.#idOfText.get(text)
    if (id === undefined) {
      id = this.#intern(parse(text))
      this.#idOfText.set(text, id)
    }
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
    this.ids = new Int32Array(before.length)
    for (let p = 0; p < order.length; p++) this.ids[p] = before[order[p]!]!
  }

  #intern(value: V | undefined): number {
    if (!value) return -1
    const known = this.#idOfKey.get(value.key)
    if (known !== undefined) return known
    this.#idOfKey.set(value.key, this.values.length)
    this.values.push(value)
    this.counts.push(0)
    return this.values.length - 1
  }
}
