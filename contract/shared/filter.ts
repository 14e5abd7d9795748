import { z } from 'zod'

export const FILTER_OPERATORS = [
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'in',
  'nin',
  'between',
  'contains',
  'startsWith',
  'isNull',
  'notNull',
  'within_days',
  'not_within_days',
] as const

const Scalar = z.union([z.string().max(500), z.number(), z.boolean()])
export const FilterLeaf = z.strictObject({
  field: z.string().max(100),
  op: z.enum(FILTER_OPERATORS),
  value: z.union([Scalar, z.array(Scalar).max(1000)]).optional(),
})
export type FilterLeaf = z.infer<typeof FilterLeaf>

/** The one filter tree of lists, segments and saved views. */
export type FilterTree = FilterLeaf | { and: FilterTree[] } | { or: FilterTree[] }
export const FilterTree: z.ZodType<FilterTree> = z.union([
  FilterLeaf,
  z.strictObject({ and: z.array(z.lazy(() => FilterTree)).max(50) }),
  z.strictObject({ or: z.array(z.lazy(() => FilterTree)).max(50) }),
])

const BothLanguages = z.object({ zh: z.string(), en: z.string() })
/** A fact that may stand in a filter leaf. */
export const FilterFactShape = z.object({
  field: z.string(),
  type: z.enum(['text', 'number', 'money', 'day', 'instant', 'boolean', 'choice', 'set']),
  label: BothLanguages,
  operators: z.array(z.enum(FILTER_OPERATORS)),
  choices: z.array(z.object({ value: z.string(), label: BothLanguages })).optional(),
})
