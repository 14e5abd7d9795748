import { foldText, hasChinese } from './fold-text.ts'
import { jaroWinkler, letterMask, mayReach } from './jaro-winkler.ts'
import { isOneSlip } from './one-slip.ts'

/** A street address: words without numbers, and the numbers (house, building, unit, room) in their order. */
export interface Address {
  readonly key: string
  readonly words: string
  readonly numbers: string
  readonly chinese: boolean
  readonly letters: number
}

export const ADDRESS_LEVELS = ['different', 'similar', 'street agrees', 'one slip', 'equal'] as const

const CLOSE = 0.92
const SIMILAR = 0.84
const CHINESE_CLOSE = 0.75
const CHINESE_SIMILAR = 0.5
const ABBREVIATIONS: Record<string, string> = {
  st: 'street',
  str: 'street',
  rd: 'road',
  ave: 'avenue',
  av: 'avenue',
  cres: 'crescent',
  cct: 'circuit',
  pl: 'place',
  ct: 'court',
  dr: 'drive',
  ln: 'lane',
  tce: 'terrace',
  cl: 'close',
  hwy: 'highway',
  apt: 'apartment',
}
// Province, city and district are compared as the place; here they would only drown the street.
const PROVINCE_CITY_DISTRICT =
  /^(?:\p{Script=Han}{2,8}?(?:省|自治区))?(?:\p{Script=Han}{2,6}?市)?(?:\p{Script=Han}{1,5}?[区县])?/u
const NUMBERS = /\d+/g
const NUMBERS_AND_SPACES = /[\d ]+/g
const CHINESE_DIGITS = '零一二三四五六七八九'

/** Undefined where nothing of the address remains after folding. */
export function readAddress(text: string, streetNumber = ''): Address | undefined {
  const chinese = hasChinese(text)
  const folded = chinese ? foldChinese(text) : foldLatin(text)
  const numbers = (streetNumber === '' ? folded : `${streetNumber} ${folded}`).match(NUMBERS)?.join(' ') ?? ''
  const words = folded.replace(NUMBERS_AND_SPACES, '')
  if (words === '' && numbers === '') return undefined
  return { key: `${words}|${numbers}`, words, numbers, chinese, letters: letterMask(words) }
}

function foldLatin(text: string): string {
  return foldText(text)
    .split(' ')
    .map((word) => ABBREVIATIONS[word] ?? word)
    .join(' ')
}

function foldChinese(text: string): string {
  // 3-2-501 keeps its three numbers apart; any other blank goes.
  const tight = foldText(text).replace(/(?<=\D) | (?=\D)/g, '')
  const local = tight.replace(PROVINCE_CITY_DISTRICT, '')
  return local
    .replace(/[一二三四五六七八九](?=[号栋幢座单楼层室期])/gu, (digit) => String(CHINESE_DIGITS.indexOf(digit)))
    .replace(/[号栋幢座单元楼层室弄]|门牌/gu, ' ')
}

/**
 * Level of agreement of two street addresses (index into `ADDRESS_LEVELS`). Words by Jaro–Winkler, Chinese words by shared pairs of
 * neighbouring characters (Dice); numbers must agree in their order, and a number that is missing on one side counts as one slip.
 */
export function compareAddresses(a: Address, b: Address): number {
  if (a.key === b.key) return 4
  const words = compareWords(a, b)
  const numbers = compareNumbers(a.numbers, b.numbers)
  if (words === 3) return numbers === 2 ? 4 : numbers === 1 ? 3 : 2
  if (words === 2) return numbers === 2 ? 3 : 2
  if (words === 1) return numbers === 2 ? 2 : 1
  return 0
}

/** Levels of both address lines together; −1 = cannot be compared. */
export interface AddressLineLevels {
  address: number
  building: number
}

/**
 * Compares line with line, and crosswise where street and building were written into each other's line; crossed lines are at most one
 * slip away from equal. Writes into `out` so that nothing is allocated per pair.
 */
export function compareAddressLines(
  addressA: Address | undefined,
  buildingA: Address | undefined,
  addressB: Address | undefined,
  buildingB: Address | undefined,
  out: AddressLineLevels,
): void {
  out.address = addressA && addressB ? compareAddresses(addressA, addressB) : -1
  out.building = buildingA && buildingB ? compareAddresses(buildingA, buildingB) : -1
  if (out.address >= 2 || out.building >= 2) return
  const aToB = addressA && buildingB ? compareWords(addressA, buildingB) : -1
  const bToA = buildingA && addressB ? compareWords(buildingA, addressB) : -1
  if (aToB < 2 || bToA < 2) return
  out.address = 3
  out.building = 3
}

function compareWords(a: Address, b: Address): number {
  if (a.words === b.words) return 3
  if (a.words === '' || b.words === '') return 0
  if (a.chinese && b.chinese) {
    const shared = dice(a.words, b.words)
    return shared >= CHINESE_CLOSE ? 2 : shared >= CHINESE_SIMILAR ? 1 : 0
  }
  if (!mayReach(SIMILAR, a.words, a.letters, b.words, b.letters)) return 0
  const similarity = jaroWinkler(a.words, b.words)
  return similarity >= CLOSE ? 2 : similarity >= SIMILAR ? 1 : 0
}

function compareNumbers(a: string, b: string): number {
  if (a === b) return 2
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  return short === '' || long.startsWith(`${short} `) || long.endsWith(` ${short}`) || isOneSlip(a, b) ? 1 : 0
}

/** 2 × shared pairs of neighbouring characters / all pairs, in [0, 1]. Addresses are short: quadratic search beats a set. */
function dice(a: string, b: string): number {
  let shared = 0
  for (let i = 1; i < a.length; i++) if (hasPair(b, a.charCodeAt(i - 1), a.charCodeAt(i))) shared++
  return Math.min(1, (2 * shared) / Math.max(1, a.length + b.length - 2))
}

function hasPair(text: string, first: number, second: number): boolean {
  for (let i = 1; i < text.length; i++) if (text.charCodeAt(i - 1) === first && text.charCodeAt(i) === second) return true
  return false
}
