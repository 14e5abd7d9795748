/** Runs after which a statement is worth its place in every connection's memory. */
const WORTH_A_NAME = 3
/** Each named statement keeps its plan in every connection that used it: some ten to hundred kilobytes. */
const MOST_NAMES = 120
/** Texts that are counted; a stream of ever new ones (filters) must not fill the memory. */
const MOST_COUNTED = 1000

/** Stands in a statement whose best plan depends on its values (free filters): it is planned anew each time. */
export const PLAN_EACH_TIME = '/* plan each time */'

/**
 * Chooses the statements that PostgreSQL keeps prepared: those that come back. Planning a statement of several joins under row security
 * costs more than running it.
 */
export class StatementNames {
  readonly #names = new Map<string, string>()
  #counts = new Map<string, number>()

  /** The name to prepare this text under; undefined while it has not earned one. */
  nameOf(text: string): string | undefined {
    const name = this.#names.get(text)
    if (name !== undefined) return name
    if (this.#names.size >= MOST_NAMES || text.includes(PLAN_EACH_TIME)) return undefined
    const count = (this.#counts.get(text) ?? 0) + 1
    if (count < WORTH_A_NAME) {
      if (this.#counts.size >= MOST_COUNTED) this.#counts = new Map()
      this.#counts.set(text, count)
      return undefined
    }
    this.#counts.delete(text)
    const made = `s${this.#names.size + 1}`
    this.#names.set(text, made)
    return made
  }
}
