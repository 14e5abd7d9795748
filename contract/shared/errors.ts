import { z } from 'zod'

interface ErrorText {
  status: number
  zh: string
  en: string
}

/**
 * Every error the API can answer with: stable code → HTTP status and what happened, in both languages. `{name}` is filled from the error's data.
 * The text says what is wrong and what to do; it never repeats personal data.
 */
export const ERRORS = {
  malformed: { status: 400, zh: '请求格式不对:{reason}', en: 'The request is malformed: {reason}' },
  unauthenticated: { status: 401, zh: '请先登录,或提供有效的 API 密钥。', en: 'Sign in first, or send a valid API key.' },
  sign_in_failed: { status: 401, zh: '账号或密码不对。', en: 'The account or the password is wrong.' },
  sign_in_locked: {
    status: 429,
    zh: '登录失败次数过多,请在 {seconds} 秒后再试。',
    en: 'Too many failed sign-ins: try again in {seconds} seconds.',
  },
  forbidden: { status: 403, zh: '没有权限:{permission}。请联系管理员。', en: 'Not allowed: {permission}. Ask an administrator.' },
  cross_site: { status: 403, zh: '拒绝来自其他网站的请求。', en: 'Requests from another site are refused.' },
  host_not_allowed: {
    status: 421,
    zh: '此地址不受信任:请用 SHUKE_HOSTS 加入该主机名。',
    en: 'This host name is not trusted: add it to SHUKE_HOSTS.',
  },
  not_found: { status: 404, zh: '没有找到{what}。', en: 'There is no such {what}.' },
  wrong_org: { status: 409, zh: '此页面属于另一个企业,请刷新。', en: 'This page belongs to another organisation: reload it.' },
  conflict: { status: 409, zh: '与现有数据冲突:{reason}', en: 'This conflicts with what is there: {reason}' },
  already_exists: { status: 409, zh: '{what}已存在:{value}', en: 'This {what} exists already: {value}' },
  idempotency_mismatch: {
    status: 409,
    zh: '同一个 Idempotency-Key 用于了不同的请求。',
    en: 'This Idempotency-Key was used with another request.',
  },
  idempotency_running: {
    status: 409,
    zh: '同一个 Idempotency-Key 的请求还在处理中,请稍候再试。',
    en: 'A request with this Idempotency-Key is still running: try again shortly.',
  },
  stale: {
    status: 412,
    zh: '数据已被别人修改,请重新载入后再保存。',
    en: 'Somebody changed this meanwhile: load it again, then save.',
  },
  if_match_required: {
    status: 428,
    zh: '修改时请带上 If-Match(读取时得到的 ETag)。',
    en: 'Send If-Match with the ETag you read.',
  },
  too_large: { status: 413, zh: '内容过大,最多 {limit}。', en: 'Too large: at most {limit}.' },
  unsupported_media: { status: 415, zh: '不支持的内容类型,请用 {expected}。', en: 'Unsupported content type: use {expected}.' },
  invalid: { status: 422, zh: '有内容不符合要求,请按各字段的提示修改。', en: 'Some values break a rule: see each field.' },
  unknown_reference: { status: 422, zh: '{field} 指向的{what}不存在。', en: '{field} names a {what} that does not exist.' },
  currency_mismatch: {
    status: 422,
    zh: '币种 {given} 与企业币种 {expected} 不同,暂不支持换算。',
    en: 'Currency {given} is not the currency of this organisation ({expected}); there are no rates yet.',
  },
  rule_broken: { status: 422, zh: '{reason}', en: '{reason}' },
  too_many_requests: {
    status: 429,
    zh: '请求过于频繁,请在 {seconds} 秒后再试。',
    en: 'Too many requests: try again in {seconds} seconds.',
  },
  not_ready: { status: 503, zh: '系统尚未就绪:{reason}', en: 'Not ready: {reason}' },
  internal: {
    status: 500,
    zh: '系统出错,已记录(编号 {requestId})。什么都没有保存。',
    en: 'Something broke on our side; it is logged under {requestId}. Nothing was saved.',
  },
} as const satisfies Record<string, ErrorText>
export type ErrorCode = keyof typeof ERRORS

/** One field that is wrong: a JSON pointer into the body (or `query/x`, `path/x`), a stable reason, a text. */
export const FieldError = z.object({ pointer: z.string(), code: z.string(), detail: z.string() })
export type FieldError = z.infer<typeof FieldError>

/** RFC 9457 problem document. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(FieldError).optional(),
  requestId: z.string(),
})
export type Problem = z.infer<typeof Problem>

/** Fills `{name}` in a text; an unknown name stays readable instead of failing. */
export const fillText = (template: string, data: Record<string, unknown>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(data[name] ?? '…'))
