import { z } from 'zod'
import { CustomerLine } from '../customers/profile.ts'
import { endpoint } from '../shared/endpoint.ts'
import { Day, Uuid } from '../shared/ids.ts'
import { PageQuery, pageOf } from '../shared/paging.ts'

const four = z.array(z.number()).length(4)
const five = z.array(z.int()).length(5)
/** Cuts and counts of the quintile scores; `counts[0]` belongs to score 1. Figures in days, orders and major units. */
export const RfmResult = z.object({
  cuts: z.object({ R: four, F: four, M: four }),
  counts: z.object({ R: five, F: five, M: five }),
})
export const RfmReport = RfmResult.extend({
  asOf: Day,
  customers: z.int(),
  /** Customers by recency score (row, 1 first) and frequency score (column). */
  heatMap: z.array(z.array(z.int()).length(5)).length(5),
  segments: z.array(z.object({ segment: z.string(), customers: z.int(), revenue: z.number() })),
})
const AsOf = z.object({ asOf: Day.optional() })
export const getRfm = endpoint({
  method: 'GET',
  path: '/value/rfm',
  summary: 'RFM quintiles at a day',
  permission: 'value.read',
  query: AsOf,
  output: RfmReport,
})

export const PyramidTier = z.object({
  tier: z.enum(['tier_a', 'tier_b', 'tier_c', 'tier_d']),
  customers: z.int(),
  revenue: z.number(),
  revenueShare: z.number(),
})
export const PyramidReport = z.object({
  asOf: Day,
  customers: z.int(),
  tiers: z.array(PyramidTier),
  top20Share: z.number(),
  gini: z.number(),
  /** Share of revenue of the best share of customers, both 0–1. */
  concentration: z.array(z.object({ customers: z.number(), revenue: z.number() })),
})
export const getPyramid = endpoint({
  method: 'GET',
  path: '/value/pyramid',
  summary: 'Customer pyramid 1/4/15/80 at a day',
  permission: 'value.read',
  query: AsOf,
  output: PyramidReport,
})

/** The rows behind a number of the two reports. */
export const listValueRows = endpoint({
  method: 'GET',
  path: '/value/customers',
  summary: 'Customers behind a figure of RFM or pyramid, best first',
  permission: 'value.read',
  query: PageQuery.extend({
    asOf: Day.optional(),
    tier: z.enum(['tier_a', 'tier_b', 'tier_c', 'tier_d']).optional(),
    r: z.coerce.number().int().min(1).max(5).optional(),
    f: z.coerce.number().int().min(1).max(5).optional(),
    m: z.coerce.number().int().min(1).max(5).optional(),
    segment: z.string().max(40).optional(),
  }),
  output: pageOf(
    CustomerLine.extend({
      recencyDays: z.int(),
      frequency: z.int(),
      monetary: z.number(),
      r: z.int(),
      f: z.int(),
      m: z.int(),
      segment: z.string(),
    }),
  ),
})

/** Command line twin: `shuke analyze --json` prints this. */
export const AnalysisResult = z.object({
  asOf: Day,
  customers: z.int(),
  rfm: RfmResult.optional(),
  pyramid: z.object({ tiers: z.array(PyramidTier), top20Share: z.number(), gini: z.number() }).optional(),
})
export const createRecalculation = endpoint({
  method: 'POST',
  path: '/value/recalculations',
  summary: 'Recalculate value figures; an as-of of today moves the live tiers',
  permission: 'value.recalculate',
  status: 202,
  bodyOptional: true,
  body: z.strictObject({ asOf: Day.optional(), only: z.array(z.enum(['rfm', 'pyramid'])).optional() }),
  output: z.object({ jobId: Uuid }),
})
