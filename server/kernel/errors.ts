import { ERRORS, type ErrorCode, type FieldError, fillText } from '@shuke/contract/shared/errors.ts'
import type { Locale } from '@shuke/contract/shared/locale.ts'

/** A field's fault before it has a text: `code` names a rule in `FIELD_RULES`. */
export interface FieldFault {
  pointer: string
  code: string
  data?: Record<string, unknown>
}

/** The one error that verbs throw. It carries no text and no transport: both are made at the edge, in the reader's language. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly data: Record<string, unknown>
  readonly faults: FieldFault[]

  constructor(code: ErrorCode, data: Record<string, unknown> = {}, faults: FieldFault[] = []) {
    super(`${code} ${JSON.stringify(data)}`)
    this.name = 'AppError'
    this.code = code
    this.data = data
    this.faults = faults
  }
}

/** A text in both languages inside error data is given in the reader's one. */
export interface BothLanguages {
  zh: string
  en: string
}
const isBoth = (value: unknown): value is BothLanguages =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value

const inLanguage = (data: Record<string, unknown>, locale: Locale): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, isBoth(value) ? (locale === 'en' ? value.en : value.zh) : value]),
  )

/** Texts for the rules that fields break; `{name}` is filled from the fault's data. */
export const FIELD_RULES: Record<string, BothLanguages> = {
  required: { zh: '必填。', en: 'Required.' },
  wrong_type: { zh: '类型不对,应为 {expected}。', en: 'Wrong type: expected {expected}.' },
  not_one_of: { zh: '只能是:{options}。', en: 'Must be one of: {options}.' },
  too_small: { zh: '太小或太短,至少 {minimum}。', en: 'Too small or too short: at least {minimum}.' },
  too_big: { zh: '太大或太长,最多 {maximum}。', en: 'Too big or too long: at most {maximum}.' },
  wrong_format: { zh: '格式不对,应为 {format}。', en: 'Wrong format: expected {format}.' },
  unknown_field: { zh: '没有这个字段,请删除:{keys}。', en: 'There is no such field, remove it: {keys}.' },
  unstorable_text: {
    zh: '含有无法保存的字符(空字符或残缺字符)。',
    en: 'Contains characters that cannot be stored (NUL or half a character).',
  },
  unknown_reference: { zh: '指向的记录不存在。', en: 'Names a record that does not exist.' },
  broken: { zh: '不符合要求:{reason}', en: 'Not valid: {reason}' },
}

export interface ErrorTexts {
  title: string
  detail: string
  errors?: FieldError[]
}

/** Title, detail and field texts of an error in a language. */
export function describeError(error: AppError, locale: Locale): ErrorTexts {
  const pick = (texts: BothLanguages) => (locale === 'en' ? texts.en : texts.zh)
  const data = inLanguage(error.data, locale)
  const detail = fillText(pick(ERRORS[error.code]), data)
  const errors = error.faults.map((fault) => ({
    pointer: fault.pointer,
    code: fault.code,
    detail: fillText(pick(FIELD_RULES[fault.code] ?? FIELD_RULES.broken!), {
      reason: fault.code,
      ...inLanguage(fault.data ?? {}, locale),
    }),
  }))
  return { title: error.code.replaceAll('_', ' '), detail, ...(errors.length > 0 && { errors }) }
}

export const notFound = (what: BothLanguages): AppError => new AppError('not_found', { what })
