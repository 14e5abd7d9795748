import { z } from 'zod'

/** Query of every list: `limit` 1–200 (default 50) and an opaque `cursor`. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

/** Answer of every list. `total` is null where counting would cost more than it tells. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ data: z.array(item), page: z.object({ nextCursor: z.string().nullable(), total: z.int().nullable() }) })
