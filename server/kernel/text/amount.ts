import { MOST_MINOR_UNITS } from '@shuke/contract/shared/money.ts'

export type AmountFault = 'bad_amount' | 'mangled_amount' | 'amount_out_of_range' | 'other_currency'

const PLAIN = /^(-?)(\d{1,12})(?:\.(\d{1,6}))?$/
const MANGLED = /^[+-]?\d+(\.\d+)?e[+-]?\d+$/i

const DOLLARS = 'USD CAD AUD NZD HKD SGD TWD MXN'.split(' ')
/** Signs and words that say a currency, and which currencies they can say. */
const SIGNS: [RegExp, string[]][] = [
  [/¥/g, ['CNY', 'JPY']],
  [/元整?|圆整?|块钱?/g, ['CNY', 'TWD', 'HKD', 'MOP', 'JPY']],
  [/rmb|人民币/gi, ['CNY']],
  [/hk\$|港币/gi, ['HKD']],
  [/nt\$|新?台币/gi, ['TWD']],
  [/us\$|美元/gi, ['USD']],
  [/€|欧元/g, ['EUR']],
  [/£|英镑/g, ['GBP']],
  [/\$/g, DOLLARS],
  [/日元|円/g, ['JPY']],
]
const CODE = /^([a-z]{3})?(.*?)([a-z]{3})?$/i

/** Digits with the decimal point where the text has its decimal separator; null when the separators make no sense. */
function unify(digits: string): string | null {
  const bare = digits.replace(/[\s'’_]/g, '')
  const comma = bare.lastIndexOf(',')
  const point = bare.lastIndexOf('.')
  if (comma < 0 && point < 0) return bare
  // Both: the later one separates the decimals.
  if (comma >= 0 && point >= 0) {
    const [group, decimal] = comma > point ? ['.', ','] : [',', '.']
    const [whole = '', fraction = '', ...more] = bare.split(decimal)
    if (more.length > 0 || !/^\d{1,3}$/.test(whole.split(group)[0]!) || !grouped(whole, group)) return null
    return `${whole.replaceAll(group, '')}.${fraction}`
  }
  const separator = comma >= 0 ? ',' : '.'
  if (grouped(bare, separator) && (separator === ',' || bare.split('.').length > 2)) return bare.replaceAll(separator, '')
  const parts = bare.split(separator)
  // `12,5` and `12,50` are decimals; `12,5000` is neither decimals nor a group.
  if (parts.length !== 2 || (separator === ',' && parts[1]!.length > 2)) return null
  return parts.join('.')
}
const grouped = (text: string, separator: string): boolean => {
  const [first = '', ...rest] = text.split(separator)
  return /^\d{1,3}$/.test(first) && rest.length > 0 && rest.every((part) => /^\d{3}$/.test(part))
}

/** Decimal digits to minor units without floating point: more decimals than the currency has are rounded half away from zero. */
function toMinor(whole: string, fraction: string, exponent: number, shift: number): number {
  const digits = fraction.padEnd(exponent + shift, '0')
  const kept = exponent + shift
  const magnitude = Number(`${whole}${digits.slice(0, kept)}`)
  return digits.length > kept && digits.charCodeAt(kept) >= 53 ? magnitude + 1 : magnitude
}

/** `123`, `123.4`, `123.45` as hundredths; null for anything else. What programs write needs no pattern. */
function readHundredths(text: string): number | null {
  const length = text.length
  if (length === 0 || length > 12) return null
  let value = 0
  let decimals = -1
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit
      if (decimals >= 0) decimals++
    } else if (digit === -2 && decimals < 0 && at > 0) decimals = 0
    else return null
  }
  if (decimals === 0 || decimals > 2) return null
  return decimals < 0 ? value * 100 : decimals === 1 ? value * 10 : value
}

/**
 * An amount of money as people and programs write it, in minor units of `currency`: `1,234.50`, `¥88`, `88元`, `１２`, `(12.00)`, `12-`,
 * `1.2万`, `12,50`.
 * @param exponent decimals of the currency by ISO 4217
 */
export function readAmount(text: string, currency: string, exponent: number): number | AmountFault {
  const simple = exponent === 2 ? readHundredths(text) : null
  if (simple !== null) return simple
  const plain = PLAIN.exec(text)
  if (plain) {
    const magnitude = toMinor(plain[2]!, plain[3] ?? '', exponent, 0)
    return plain[1] === '-' && magnitude !== 0 ? -magnitude : magnitude
  }
  let rest = text.normalize('NFKC').trim()
  if (MANGLED.test(rest)) return 'mangled_amount'
  if (!/\d/.test(rest)) return 'bad_amount'
  for (const [sign, currencies] of SIGNS) {
    const without = rest.replace(sign, '')
    if (without !== rest && !currencies.includes(currency)) return 'other_currency'
    rest = without
  }
  const code = CODE.exec(rest.trim())!
  for (const given of [code[1], code[3]]) if (given && given.toUpperCase() !== currency) return 'other_currency'
  rest = code[2]!.trim().replace(/[−–‐]/g, '-')
  const shape = /^(\()?([+-])?\s*([\d.,\s'’_]*\d)\s*(万|千|亿)?\s*(-)?(\))?$/.exec(rest)
  if (!shape || (shape[1] === '(') !== (shape[6] === ')') || (shape[2] && shape[5])) return 'bad_amount'
  const unified = unify(shape[3]!.startsWith('.') ? `0${shape[3]}` : shape[3]!)
  if (unified === null) return 'bad_amount'
  const [whole = '', fraction = ''] = unified.split('.')
  if (whole.replace(/^0+/, '').length > 15) return 'amount_out_of_range'
  const magnitude = toMinor(whole, fraction, exponent, { 千: 3, 万: 4, 亿: 8 }[shape[4] ?? ''] ?? 0)
  if (!(magnitude <= MOST_MINOR_UNITS)) return 'amount_out_of_range'
  const negative = shape[1] === '(' || shape[2] === '-' || shape[5] === '-'
  return negative && magnitude !== 0 ? -magnitude : magnitude
}

/** A plain number such as a quantity; null when it is none. */
export function readNumber(text: string): number | null {
  const unified = unify(text.normalize('NFKC').trim().replace(/^[+-]/, ''))
  if (unified === null || !/^\d*\.?\d+$/.test(unified)) return null
  const value = Number(unified)
  return text.trim().startsWith('-') ? -value : value
}
