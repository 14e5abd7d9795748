const COMBINING_MARKS = /[\u0300-\u036f]/g
const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{N}]+/gu
// Most registers hold mostly plain ASCII, where all of this is one pass.
const PLAIN = /^[\x20-\x7e]*$/
const NOT_PLAIN_LETTER_OR_DIGIT = /[^a-z0-9]+/g
// The blocks of Chinese characters in use for names and places, those outside the basic plane by their first half.
const CHINESE = /[\u3400-\u9fff\uf900-\ufaff\ud840-\ud888]/

/** Full-width to half-width, lower case, accents off, runs of anything but letters and digits to one space. */
export function foldText(text: string): string {
  return fold(text, ' ').trim()
}

/** As `foldText` without spaces: a stray blank inside a word ("c ircuit") is a common typing fault. */
export function foldTight(text: string): string {
  return fold(text, '')
}

function fold(text: string, gap: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(NOT_PLAIN_LETTER_OR_DIGIT, gap)
  const bare = text.normalize('NFKC').normalize('NFD').replace(COMBINING_MARKS, '').normalize('NFC')
  return bare.toLowerCase().replace(NOT_LETTER_OR_DIGIT, gap)
}

/** Full-width to half-width, then digits only. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D+/g, '')
}

/** True when the text holds at least one Chinese character. */
export function hasChinese(text: string): boolean {
  return CHINESE.test(text)
}
