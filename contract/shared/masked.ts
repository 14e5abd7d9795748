import { z } from 'zod'

/** A personal value as the reader may see it: masked, and whether the reader may ask for the whole. */
export const Masked = z.object({ masked: z.string(), canReveal: z.boolean() })
export type Masked = z.infer<typeof Masked>

/** `13800135678` → `138****5678`; shorter numbers keep two digits at the end only. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/^\+86/, '')
  if (digits.length < 7) return `****${digits.slice(-2)}`
  return `${digits.slice(0, digits.length - 8)}****${digits.slice(-4)}`
}

/** `lihua@example.com` → `l***@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${[...email][0]}***${email.slice(at)}`
}

/** Keeps the first and the last character of anything else: an identity number, an account name. */
export function maskText(value: string): string {
  const chars = [...value]
  if (chars.length < 3) return '*'.repeat(chars.length)
  return `${chars[0]}${'*'.repeat(Math.min(chars.length - 2, 8))}${chars.at(-1)}`
}
