import { AppError } from '../../../kernel/errors.ts'
import { decodeCursor, encodeCursor } from '../../../kernel/http/cursor.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { customerLines } from '../../customers/index.ts'
import { readFigures } from './read-figures.ts'
import { pyramidOf, rfmOf } from './rules.ts'

export interface ValueRowsInput {
  asOf?: string | undefined
  tier?: string | undefined
  r?: number | undefined
  f?: number | undefined
  m?: number | undefined
  segment?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** The customers behind a number of RFM or pyramid, best money first, ties by customer number. */
export async function listValueRows(ctx: Ctx, input: ValueRowsInput) {
  const rows = authorize(ctx, 'value.read')
  const start = input.cursor ? Number(decodeCursor(input.cursor, 'value rows', ['integer'])[0]) : 0
  if (!Number.isInteger(start) || start < 0)
    throw new AppError('malformed', { reason: { zh: '翻页游标无效。', en: 'the cursor is not valid.' } })
  const { customerIds, figures } = await readFigures(ctx, input.asOf, rows)
  const { scores, segmentOfRow } = rfmOf(figures)
  const tierOfRow = input.tier ? pyramidOf(figures).tierOfRow : []
  const matches = (row: number) =>
    (input.tier === undefined || tierOfRow[row] === input.tier) &&
    (input.r === undefined || scores.R[row] === input.r) &&
    (input.f === undefined || scores.F[row] === input.f) &&
    (input.m === undefined || scores.M[row] === input.m) &&
    (input.segment === undefined || segmentOfRow[row] === input.segment)
  const matching = Array.from(customerIds.keys()).filter(matches)
  matching.sort((a, b) => figures.monetary[b]! - figures.monetary[a]! || a - b)
  const page = matching.slice(start, start + input.limit)
  const lines = await customerLines(
    ctx,
    page.map((row) => customerIds[row]!),
  )
  const data = page.flatMap((row) => {
    const line = lines.get(customerIds[row]!)
    if (!line) return []
    return [
      {
        ...line,
        recencyDays: figures.recency[row]!,
        frequency: figures.frequency[row]!,
        monetary: figures.monetary[row]!,
        r: scores.R[row]!,
        f: scores.F[row]!,
        m: scores.M[row]!,
        segment: segmentOfRow[row]!,
      },
    ]
  })
  const end = start + page.length
  return { data, page: { nextCursor: end < matching.length ? encodeCursor('value rows', [end]) : null, total: matching.length } }
}
