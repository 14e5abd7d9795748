import { Day, Instant, Uuid } from '@shuke/contract/shared/ids.ts'
import { z } from 'zod'
import { AppError } from '../errors.ts'

/** What the parts of a cursor may hold: they go into queries, so a forged one must not reach the database. */
const KINDS = {
  uuid: Uuid,
  instant: Instant,
  day: Day,
  integer: z.int(),
  text: z.string().refine((value) => !value.includes('\0')),
}
export type CursorKind = keyof typeof KINDS

/** An opaque cursor: where the page before ended. Bound to the order it was made for. */
export const encodeCursor = (order: string, values: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([order, ...values])).toString('base64url')

/** @throws AppError malformed for a cursor of another order or one that we did not make */
export function decodeCursor(cursor: string, order: string, kinds: readonly CursorKind[]): (string | number)[] {
  try {
    const [madeFor, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    if (
      madeFor === order &&
      values.length === kinds.length &&
      values.every((value, index) => KINDS[kinds[index]!].safeParse(value).success)
    )
      return values as (string | number)[]
  } catch {
    // Not JSON: answered below.
  }
  throw new AppError('malformed', {
    reason: { zh: '翻页游标无效,请从第一页开始。', en: 'the cursor is not valid: start from the first page.' },
  })
}

/** Cuts the one row too many off a page and makes the cursor from the last one kept. */
export function pageOfRows<Row>(
  rows: Row[],
  limit: number,
  cursorOf: (last: Row) => string,
): { rows: Row[]; nextCursor: string | null } {
  if (rows.length <= limit) return { rows, nextCursor: null }
  const kept = rows.slice(0, limit)
  return { rows: kept, nextCursor: cursorOf(kept.at(-1)!) }
}
