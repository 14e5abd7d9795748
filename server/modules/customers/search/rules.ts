import { pinyin } from 'pinyin-pro'

const CJK = /\p{Script=Han}/u
/** More readings than this are not worth their terms: a name of polyphones would need hundreds. */
const MOST_READINGS = 8
const LONGEST_TERM = 64

/** Term kinds: `n` name text, `p` pinyin, `i` initials, `c` customer number, `v` plate, `t` keyed phone tail. */
type TermKind = 'n' | 'p' | 'i' | 'c' | 'v' | 't'
const term = (kind: TermKind, text: string): string => `${kind}:${text.slice(0, LONGEST_TERM)}`

/** Text as it is compared: compatibility forms folded, lower case, no spaces or middle dots. */
export const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s·•‧.'’-]+/g, '')

/** Plates as people say them: capitals, without separators, the letters O and I read as the digits 0 and 1 (they are not used on plates). */
export const plateKey = (plate: string): string =>
  plate
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s·•.-]+/g, '')
    .replaceAll('O', '0')
    .replaceAll('I', '1')

/** Readings never change, and a shop's names are made of a few thousand characters: each is looked up once. */
const knownChars = new Map<string, readonly string[]>()
function readingsOfChar(char: string): readonly string[] {
  let readings = knownChars.get(char)
  if (!readings) {
    readings = pinyin(char, { type: 'array', toneType: 'none', multiple: true })
    knownChars.set(char, readings)
  }
  return readings
}

/** Sort key and terms of one customer ask for the same name one after the other. */
let lastName: { name: string; readings: string[][] } | undefined

/** Every way to say a name: for each Han character its readings, surnames first; other characters as they are. */
export function readingsOf(name: string): string[][] {
  if (lastName?.name === name) return lastName.readings
  const chars = [...fold(name)]
  const asSurname = pinyin(chars.join(''), { type: 'array', toneType: 'none', mode: 'surname' })
  const readings = chars.map((char, index) => {
    if (!CJK.test(char)) return [char]
    return [...new Set([asSurname[index] ?? char, ...readingsOfChar(char)])].map((syllable) => syllable.replaceAll('ü', 'v'))
  })
  lastName = { name, readings }
  return readings
}

function combinations(readings: string[][]): string[][] {
  let result: string[][] = [[]]
  for (const choices of readings) {
    const next = result.flatMap((start) => choices.map((choice) => [...start, choice]))
    result = next.length <= MOST_READINGS ? next : result.map((start) => [...start, choices[0]!])
  }
  return result
}

/** Sort key of a name: pinyin of the likeliest reading, then the name itself; customers without a name come last. */
export function nameSortKey(name: string | null, customerNo: string): string {
  if (!name) return `~${customerNo}`
  const syllables = readingsOf(name).map((choices) => choices[0]!)
  return `${syllables.join(' ')} ${name}`.slice(0, 300)
}

export interface Searchable {
  name: string | null
  formOfAddress: string | null
  customerNo: string
  plates: readonly string[]
}

/** Single characters and neighbouring pairs: one or two Han characters are a whole search. */
function grams(text: string): string[] {
  const chars = [...text]
  return chars.flatMap((char, index) => (index + 1 < chars.length ? [char, char + chars[index + 1]] : [char]))
}

const words = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !CJK.test(word))

/** Words of other scripts in lower case; O’Neil answers to `oneil` and to `neil`. */
function latinWords(text: string): string[] {
  const folded = text.normalize('NFKC').toLowerCase()
  return [...new Set([...words(folded.replace(/['’]/g, '')), ...words(folded)])]
}

/** The terms that find a customer, phone tails aside (they are keyed, so the caller adds them with `tailTerm`). */
export function searchTerms(customer: Searchable): string[] {
  const terms = new Set<string>([term('c', customer.customerNo.toLowerCase())])
  const { name } = customer
  if (name) {
    const folded = fold(name)
    const han = [...folded].filter((char) => CJK.test(char)).join('')
    for (const gram of grams(han)) terms.add(term('n', gram))
    for (const word of latinWords(name)) terms.add(term('n', word))
    if (han) {
      for (const syllables of combinations(readingsOf(han))) {
        terms.add(term('p', syllables.join('')))
        terms.add(term('i', syllables.map((syllable) => syllable[0]).join('')))
      }
    } else if (folded) {
      terms.add(term('p', folded))
      terms.add(
        term(
          'i',
          latinWords(name)
            .map((word) => word[0])
            .join(''),
        ),
      )
    }
  }
  if (customer.formOfAddress) for (const gram of grams(fold(customer.formOfAddress))) terms.add(term('n', gram))
  for (const plate of customer.plates) {
    const key = plateKey(plate)
    terms.add(term('v', key))
    // Staff say the part behind the province, or behind province and city.
    if (key.length > 4) terms.add(term('v', key.slice(1))).add(term('v', key.slice(2)))
  }
  return [...terms]
}

/** Term of a phone tail, from the keyed hash of its digits. */
export const tailTerm = (hash: Buffer): string => term('t', hash.toString('base64url').slice(0, 14))

/** One way to find the word: all terms of `all` (a prefix where it ends in `*`) must point to the customer. */
export interface TermQuery {
  all: { term: string; prefix: boolean }[]
}
export interface SearchPlan {
  /** Digits whose keyed tail is to be looked up. */
  tail: string | null
  /** A whole phone number or e-mail address, to be looked up by its keyed hash. */
  contact: string | null
  /** Alternatives: a customer found by any of them is found. */
  any: TermQuery[]
}

const exact = (kind: TermKind, text: string) => ({ term: term(kind, text), prefix: false })
const prefix = (kind: TermKind, text: string) => ({ term: term(kind, text), prefix: true })

/** What a search word may mean. Null when nothing can be searched for. */
export function planSearch(word: string): SearchPlan | null {
  const text = word.normalize('NFKC').trim()
  if (text === '') return null
  if (text.includes('@')) return { tail: null, contact: text, any: [] }
  const digits = text.replace(/[\s()+-]/g, '')
  const any: TermQuery[] = [{ all: [prefix('c', text.toLowerCase())] }]
  if (/^\d+$/.test(digits)) {
    if (digits.length >= 4 && digits.length <= 8) any.push({ all: [prefix('v', plateKey(digits))] })
    return { tail: digits.length >= 4 && digits.length <= 8 ? digits : null, contact: digits.length >= 7 ? text : null, any }
  }
  const folded = fold(text)
  if (folded === '') return null
  const han = [...folded].filter((char) => CJK.test(char))
  if (han.length > 0) {
    const pairs = han.length === 1 ? han : han.slice(1).map((char, index) => han[index]! + char)
    const latin = words(text.toLowerCase())
    any.push({ all: [...pairs.map((gram) => exact('n', gram)), ...latin.map((part) => prefix('n', part))] })
    if (/[A-Za-z0-9]/.test(text)) any.push({ all: [prefix('v', plateKey(text))] })
    return { tail: null, contact: null, any }
  }
  const parts = words(text.toLowerCase().replace(/['’]/g, ''))
  any.push({ all: [prefix('p', folded)] }, { all: [prefix('i', folded)] })
  if (parts.length > 0) any.push({ all: parts.map((part) => prefix('n', part)) })
  if (/\d/.test(text)) any.push({ all: [prefix('v', plateKey(text))] })
  return { tail: null, contact: null, any }
}

/** The exclusive upper bound of a prefix in byte order. */
export const prefixEnd = (text: string): string => `${text}\u{10ffff}`
