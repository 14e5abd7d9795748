/**
 * Thrown for input that no formula can answer: NaN, a negative count, t_x > T, an empty table.
 * Names the argument and, for arrays, the index, so that the caller can point at the row.
 */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput'
  readonly code = 'invalid_input'
  readonly argument: string
  readonly index: number | undefined
  readonly reason: string

  constructor(argument: string, reason: string, index?: number) {
    super(`${argument}${index === undefined ? '' : `[${index}]`} ${reason}`)
    this.argument = argument
    this.reason = reason
    this.index = index
  }
}

/** The data are valid but cannot carry the model (for example too few repeaters); `needed` says what would do. */
export class TooLittleData extends Error {
  override readonly name = 'TooLittleData'
  readonly code = 'too_little_data'
  readonly needed: string

  constructor(reason: string, needed: string) {
    super(`${reason}; needed: ${needed}`)
    this.needed = needed
  }
}

type Numbers = ArrayLike<number>

/** Throws unless `value` is a finite number. */
export function requireFinite(argument: string, value: number, index?: number): void {
  if (!Number.isFinite(value)) throw new InvalidInput(argument, `must be a finite number, got ${value}`, index)
}

/** Throws unless `value` is finite and > 0. */
export function requirePositive(argument: string, value: number, index?: number): void {
  if (!(value > 0 && value < Infinity)) throw new InvalidInput(argument, `must be a positive number, got ${value}`, index)
}

/** Throws unless `value` is finite and ≥ 0. */
export function requireNonNegative(argument: string, value: number, index?: number): void {
  if (!(value >= 0 && value < Infinity)) throw new InvalidInput(argument, `must be 0 or more, got ${value}`, index)
}

/** Throws unless `value` is a whole number ≥ `least` (default 0). */
export function requireCount(argument: string, value: number, index?: number, least = 0): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new InvalidInput(argument, `must be a whole number of at least ${least}, got ${value}`, index)
}

/** Throws unless 0 ≤ `value` ≤ 1. */
export function requireProbability(argument: string, value: number, index?: number): void {
  if (!(value >= 0 && value <= 1)) throw new InvalidInput(argument, `must lie between 0 and 1, got ${value}`, index)
}

/** Throws when `values` is empty. */
export function requireNonEmpty(argument: string, values: { readonly length: number }): void {
  if (values.length === 0) throw new InvalidInput(argument, 'must not be empty')
}

/** Throws unless `values` has as many entries as `other`. */
export function requireSameLength(argument: string, values: { readonly length: number }, other: string, length: number): void {
  if (values.length !== length)
    throw new InvalidInput(argument, `has ${values.length} entries but ${other} has ${length}; both need the same length`)
}

/** Throws at the first entry that is not finite. */
export function requireAllFinite(argument: string, values: Numbers): void {
  for (let i = 0; i < values.length; i++) requireFinite(argument, values[i]!, i)
}
