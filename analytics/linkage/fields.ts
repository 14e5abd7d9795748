import { ADDRESS_LEVELS } from './compare/address.ts'
import { BIRTH_DATE_LEVELS } from './compare/birth-date.ts'
import { ID_NUMBER_LEVELS } from './compare/id-number.ts'
import { NAME_LEVELS } from './compare/name.ts'
import { PHONE_LEVELS } from './compare/phone.ts'
import { PLACE_LEVELS } from './compare/place.ts'

export type FieldName = 'surname' | 'given' | 'birthDate' | 'idNumber' | 'phone' | 'address' | 'building' | 'place'

/** One piece of evidence and what is believed of it before any data were seen. */
export interface Field {
  readonly name: FieldName
  /** What each level means, worst first; the last one is exact agreement. */
  readonly levels: readonly string[]
  /** P(level | the same person), start of the learning; a missing value is no evidence. */
  readonly startM: readonly number[]
  /** P(level | two strangers), start of the learning. */
  readonly startU: readonly number[]
  /** Whether people of one home agree in it: `yes` as one person would, `no` as strangers would, `learn` in between. */
  readonly sharedAtHome: 'yes' | 'no' | 'learn'
  /** Most bits that a rare value may add to an exact agreement; common values always take away. */
  readonly rarityBonus: number
}

/**
 * Start values are common experience with customer lists (nine of ten fields right, a phone changes more often than a birthday); they
 * are the prior that a handful of records cannot shake and a few hundred replace. No labelled data went into them.
 */
export const FIELDS: readonly Field[] = [
  field('surname', NAME_LEVELS, [0.04, 0.04, 0.1, 0.82], [0.93, 0.03, 0.015, 0.025], 'learn', 2),
  field('given', NAME_LEVELS, [0.04, 0.06, 0.1, 0.8], [0.95, 0.03, 0.01, 0.01], 'no', 2),
  field('birthDate', BIRTH_DATE_LEVELS, [0.04, 0.04, 0.07, 0.85], [0.979, 0.0204, 0.00055, 0.00005], 'no', 0),
  field('idNumber', ID_NUMBER_LEVELS, [0.04, 0.06, 0.9], [0.9999989, 0.000001, 0.0000001], 'no', 0),
  field('phone', PHONE_LEVELS, [0.25, 0.02, 0.05, 0.68], [0.99989, 0.0001, 0.000005, 0.000005], 'yes', 0),
  field('address', ADDRESS_LEVELS, [0.12, 0.05, 0.08, 0.15, 0.6], [0.9528, 0.03, 0.015, 0.002, 0.0002], 'yes', 0),
  field('building', ADDRESS_LEVELS, [0.2, 0.1, 0.05, 0.1, 0.55], [0.97, 0.02, 0.006, 0.003, 0.001], 'yes', 0),
  field('place', PLACE_LEVELS, [0.1, 0.1, 0.2, 0.6], [0.75, 0.1, 0.1, 0.05], 'yes', 0),
]

function field(
  name: FieldName,
  levels: readonly string[],
  startM: readonly number[],
  startU: readonly number[],
  sharedAtHome: Field['sharedAtHome'],
  rarityBonus: number,
): Field {
  return { name, levels, startM, startU, sharedAtHome, rarityBonus }
}

export const FIELD_COUNT = FIELDS.length

/** Index of a field in `FIELDS` and in every vector of levels. */
export const AT: Readonly<Record<FieldName, number>> = {
  surname: 0,
  given: 1,
  birthDate: 2,
  idNumber: 3,
  phone: 4,
  address: 5,
  building: 6,
  place: 7,
}

const strides: number[] = []
let patterns = 1
for (const { levels } of FIELDS) {
  strides.push(patterns)
  patterns *= levels.length + 1
}

/** Number of possible patterns of agreement: the product of (levels + 1) of all fields, the one more being "missing". */
export const PATTERN_COUNT = patterns

/** What one step of each field adds to the code of a pattern (mixed radix, 0 = missing). */
export const STRIDES: readonly number[] = strides

/** Level of field `f` in a pattern; −1 = missing on one side or both. */
export function levelOf(pattern: number, f: number): number {
  return (Math.floor(pattern / STRIDES[f]!) % (FIELDS[f]!.levels.length + 1)) - 1
}

/** All levels of a pattern, in the order of `FIELDS`. */
export function levelsOf(pattern: number): Int8Array {
  return Int8Array.from(FIELDS, (_, f) => levelOf(pattern, f))
}
