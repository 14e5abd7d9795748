const COMBINING_MARKS = /[\u0300-\u036f]/g
const PLAIN = /^[\x20-\x7e]*$/
const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{N}]+/gu
const CJK = /\p{Script=Han}/u

/** Full-width to half-width, lower case, accents off, runs of anything but letters and digits to one space. */
export function foldText(text: string): string {
  const plain = PLAIN.test(text) ? text : text.normalize('NFKC').normalize('NFD').replace(COMBINING_MARKS, '').normalize('NFC')
  return plain.toLowerCase().replace(NOT_LETTER_OR_DIGIT, ' ').trim()
}

/** As `foldText` without spaces: a stray blank inside a word ("c ircuit") is a common typing fault. */
export function foldTight(text: string): string {
  return foldText(text).replaceAll(' ', '')
}

/** Full-width to half-width, then digits only. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D+/g, '')
}

/** True when the text holds at least one Chinese character. */
export function hasChinese(text: string): boolean {
  return CJK.test(text)
}
