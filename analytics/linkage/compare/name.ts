import { foldTight, hasChinese } from './fold-text.ts'
import { jaroWinkler, letterMask, mayReach } from './jaro-winkler.ts'
import { foldPinyin, isPinyin, readingsOf } from './pinyin.ts'
import { soundex } from './soundex.ts'

/** A surname or a given name, made ready for comparison once and shared by everybody who bears it. */
export interface NameValue {
  readonly key: string
  readonly chinese: boolean
  readonly letters: number
  /** Toneless pinyin, every reading, the usual one first; of a Latin name itself. */
  readonly readings: readonly string[]
  /** The readings with easily confused sounds made one. */
  readonly foldedReadings: readonly string[]
  /** What puts it into a block with its look-alikes: folded readings, and Soundex for Latin letters. */
  readonly soundKeys: readonly string[]
}

export const NAME_LEVELS = ['different', 'similar', 'sounds or looks the same', 'equal'] as const

const CLOSE = 0.92 // Winkler's usual cuts for names: one fault in a name of average length, and two
const SIMILAR = 0.82

/** Undefined where nothing of the name remains after folding. */
export function readName(text: string): NameValue | undefined {
  const key = foldTight(text)
  if (key === '') return undefined
  if (!hasChinese(key)) {
    const folded = isPinyin(key) ? [foldPinyin(key)] : []
    return {
      key,
      chinese: false,
      letters: letterMask(key),
      readings: [key],
      foldedReadings: folded,
      soundKeys: [soundex(key), ...folded],
    }
  }
  const readings = readingsOf(key)
  const foldedReadings = [...new Set(readings.map(foldPinyin))]
  return { key, chinese: true, letters: letterMask(key), readings, foldedReadings, soundKeys: foldedReadings }
}

/**
 * Level of agreement of two names (index into `NAME_LEVELS`).
 * Latin letters by Jaro–Winkler. Chinese: homophones in the usual reading and characters swapped are close; a rarer reading (家 can be
 * jie, as 捷 is), sounds that are easily mixed up or one character of several wrong are similar. A Chinese name and Latin letters meet in
 * any reading, since whoever wrote the pinyin had to choose one.
 */
export function compareNames(a: NameValue, b: NameValue): number {
  if (a.key === b.key) return 3
  if (!a.chinese && !b.chinese) return compareLatin(a, b)
  if (a.chinese && b.chinese) {
    if (a.readings[0] === b.readings[0] || sameCharacters(a.key, b.key)) return 2
    return overlap(a.foldedReadings, b.foldedReadings) || oneCharacterApart(a.key, b.key) ? 1 : 0
  }
  if (overlap(a.readings, b.readings)) return 2
  return overlap(a.foldedReadings, b.foldedReadings) || closestReading(a.readings, b.readings) >= CLOSE ? 1 : 0
}

function compareLatin(a: NameValue, b: NameValue): number {
  if (a.key.length === 1 || b.key.length === 1) return a.key[0] === b.key[0] ? 1 : 0 // an initial
  if (!mayReach(SIMILAR, a.key, a.letters, b.key, b.letters)) return 0
  const similarity = jaroWinkler(a.key, b.key)
  return similarity >= CLOSE ? 2 : similarity >= SIMILAR ? 1 : 0
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  for (const reading of a) if (b.includes(reading)) return true
  return false
}

function closestReading(a: readonly string[], b: readonly string[]): number {
  let closest = 0
  for (const one of a) for (const other of b) closest = Math.max(closest, jaroWinkler(one, other))
  return closest
}

/** 建国 and 国建: the same characters in another order. */
function sameCharacters(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 2) return false
  for (const character of a) if (!b.includes(character)) return false
  for (const character of b) if (!a.includes(character)) return false
  return true
}

/** 志明 and 志朋, or 志明 and 明: all characters but one agree in place, or one is missing. */
function oneCharacterApart(a: string, b: string): boolean {
  if (a.length === b.length) {
    let agreeing = 0
    for (let i = 0; i < a.length; i++) if (a[i] === b[i]) agreeing++
    return a.length >= 2 && agreeing === a.length - 1
  }
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return long.length - short.length === 1 && (long.startsWith(short) || long.endsWith(short))
}

/** Levels of surname and given name together; −1 = cannot be compared. */
export interface NamePairLevels {
  surname: number
  given: number
}

/**
 * Compares surname with surname and given name with given name, and crosswise where people filled the boxes the other way round
 * (also 张伟 against "Wei Zhang"). A crosswise agreement is at most close. Writes into `out` so that nothing is allocated per pair.
 */
export function compareNamePair(
  surnameA: NameValue | undefined,
  givenA: NameValue | undefined,
  surnameB: NameValue | undefined,
  givenB: NameValue | undefined,
  out: NamePairLevels,
): void {
  out.surname = surnameA && surnameB ? compareNames(surnameA, surnameB) : -1
  out.given = givenA && givenB ? compareNames(givenA, givenB) : -1
  if (out.surname >= 2 || out.given >= 2) return
  const surname = surnameA && givenB ? Math.min(2, compareNames(surnameA, givenB)) : -1
  const given = givenA && surnameB ? Math.min(2, compareNames(givenA, surnameB)) : -1
  if (surname + given <= out.surname + out.given || (surname < 2 && given < 2)) return
  // One crossed box alone is no sign that the names were swapped when both could have been compared straight.
  if (out.surname >= 0 && out.given >= 0 && Math.min(surname, given) < 1) return
  // Which box was meant is unknown: the better level goes to the surname, so that the order of the two people does not matter.
  out.surname = Math.max(surname, given)
  out.given = Math.min(surname, given)
}
