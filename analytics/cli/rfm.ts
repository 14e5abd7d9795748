import { rfmHeatMap } from '../rfm/heat-map.ts'
import { rfmLevel } from '../rfm/level.ts'
import { rfmScores } from '../rfm/rfm-scores.ts'
import type { CutRule } from '../rfm/score.ts'
import { rfmSegments } from '../rfm/segments.ts'
import { type Command, Finished, readArgs, readDay, requireOption, UsageError } from './command.ts'
import { plainMoney, readOrders } from './read-orders.ts'
import { readTable } from './read-table.ts'

const RULES = new Map<string, CutRule>([
  ['above', 'above'],
  ['cut-plus-one', 'cutPlusOne'],
  ['rank', 'rank'],
])

export const command: Command = {
  name: 'rfm',
  usage: 'rfm FILE --as-of D [--rule above|cut-plus-one|rank] --json',
  async run(args) {
    const { files, options } = readArgs(args, { 'as-of': 'text', rule: 'text' })
    const asOf = requireOption('as-of', options['as-of'])
    const day = readDay('as-of', asOf)
    const rule = RULES.get(options.rule ?? 'above')
    if (!rule) throw new UsageError(`--rule must be one of ${[...RULES.keys()].join(', ')}, got ${options.rule}`)
    const orders = readOrders(await readTable(files[0]!), day)
    const { cuts, counts, scores } = rfmScores(orders, { rule })
    const { segments, names, counts: inSegment } = rfmSegments(scores)
    const revenue = new Float64Array(names.length)
    const levels = { high: 0, medium: 0, low: 0 }
    const rows = orders.customers.map((customerNo, i) => {
      const [r, f, m] = [scores.R[i]!, scores.F[i]!, scores.M[i]!]
      const level = rfmLevel(r, f, m)
      revenue[segments[i]!]! += orders.monetary[i]!
      levels[level]++
      const [recencyDays, frequency, monetary] = [orders.recency[i], orders.frequency[i], orders.monetary[i]]
      return { customerNo, recencyDays, frequency, monetary, r, f, m, segment: names[segments[i]!], level }
    })
    const result = {
      asOf,
      customers: orders.customers.length,
      orders: orders.frequency.reduce((sum, count) => sum + count, 0),
      revenue: orders.revenue,
      notCounted: orders.notCounted,
      cuts,
      counts,
      levels,
      segments: names.map((segment, k) => ({ segment, customers: inSegment[k], revenue: plainMoney(revenue[k]!) })),
      heatMap: rfmHeatMap(scores.R, scores.F, orders.monetary).customers,
      rows,
    }
    return orders.refusals.length > 0 ? new Finished(result, orders.refusals) : result
  },
}
