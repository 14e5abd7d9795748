import { z } from 'zod'

/** A UUID in text form; ours are version 7, made by the application or by an offline client. */
export const Uuid = z.uuid()
/** A calendar day `YYYY-MM-DD` in the store's time zone. */
export const Day = z.iso.date()
/** An instant, RFC 3339 in UTC. */
export const Instant = z.iso.datetime({ offset: true })

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
/** Text that PostgreSQL and every peer can hold: no NUL, no lone surrogates; trimmed; `max` counts UTF-16 units. */
export const text = (max: number, min = 1) =>
  z
    .string()
    .max(max)
    .refine((value) => !value.includes('\0') && !LONE_SURROGATE.test(value), { error: 'unstorable_text' })
    .transform((value) => value.trim())
    .pipe(z.string().min(min))
