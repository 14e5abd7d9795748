import { ERRORS, type Problem } from '@shuke/contract/shared/errors.ts'
import type { Locale } from '@shuke/contract/shared/locale.ts'
import type { z } from 'zod'
import { AppError, describeError, type FieldFault } from '../errors.ts'

/** The RFC 9457 document of an error, in the reader's language. */
export function problemOf(error: AppError, locale: Locale, requestId: string): Problem {
  const texts = describeError(error.code === 'internal' ? new AppError('internal', { requestId }) : error, locale)
  return {
    type: `urn:shuke:error:${error.code}`,
    title: texts.title,
    status: ERRORS[error.code].status,
    detail: texts.detail,
    code: error.code,
    ...(texts.errors && { errors: texts.errors }),
    requestId,
  }
}

const pointerOf = (part: 'body' | 'query' | 'path', path: PropertyKey[]): string => {
  const steps = path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')
  return part === 'body' ? `/${steps}` : `${part}/${steps}`
}

function ruleOf(issue: z.core.$ZodIssue): { code: string; data?: Record<string, unknown> } {
  switch (issue.code) {
    case 'invalid_type':
      // An absent value is the commonest fault and deserves its own text.
      return issue.input === undefined ? { code: 'required' } : { code: 'wrong_type', data: { expected: issue.expected } }
    case 'invalid_value':
      return { code: 'not_one_of', data: { options: issue.values.map(String).join(', ') } }
    case 'too_small':
      return { code: 'too_small', data: { minimum: String(issue.minimum) } }
    case 'too_big':
      return { code: 'too_big', data: { maximum: String(issue.maximum) } }
    case 'invalid_format':
      return { code: 'wrong_format', data: { format: issue.format } }
    case 'unrecognized_keys':
      return { code: 'unknown_field', data: { keys: issue.keys.join(', ') } }
    case 'invalid_union':
      return { code: 'broken', data: { reason: { zh: '不是任何一种允许的写法。', en: 'none of the allowed forms.' } } }
    default:
      return issue.message in { unstorable_text: 1 }
        ? { code: issue.message }
        : { code: 'broken', data: { reason: issue.message } }
  }
}

/** What must be answered 400 rather than 422: the request is not of the shape at all, or holds text that cannot exist. */
const isMalformed = (fault: FieldFault) => fault.code === 'unstorable_text'

/** zod's findings as our one error. Body rules are 422, shapes of path and query 400. */
export function invalidInput(part: 'body' | 'query' | 'path', error: z.core.$ZodError): AppError {
  const faults = error.issues.map((issue): FieldFault => ({ pointer: pointerOf(part, issue.path), ...ruleOf(issue) }))
  if (part === 'body' && !faults.some(isMalformed)) return new AppError('invalid', {}, faults)
  return new AppError('malformed', { reason: { zh: '有参数不符合要求。', en: 'some parameters are not valid.' } }, faults)
}
