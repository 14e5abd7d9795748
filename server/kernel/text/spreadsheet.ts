/** A long number after a spreadsheet has rounded it (`1.23E+17`): its digits are gone. */
export const looksMangled = (value: string): boolean => /^[+-]?\d(?:[.,]\d+)?e\+?\d{1,3}$/i.test(value)

const FORMULA = /^'*[=+\-@\t\r]/
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)*%?$/

/** Keeps a spreadsheet from running a cell as a formula; `unguardCell` takes it back, so that a file comes back the same. */
export const guardCell = (value: string): string => (FORMULA.test(value) && !isShortNumber(value) ? `'${value}` : value)
export const unguardCell = (value: string): string => (value.charCodeAt(0) === 39 && FORMULA.test(value) ? value.slice(1) : value)

/** `-12.50` is a number in every spreadsheet; `+8613800135678` would lose its sign, and a longer one its digits. */
const isShortNumber = (value: string): boolean => value.startsWith('-') && PLAIN_NUMBER.test(value) && value.length <= 15

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

/** A line of CSV, quoted where needed and safe to open in a spreadsheet. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells
    .map(guardCell)
    .map((cell) => (NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',')}\r\n`
