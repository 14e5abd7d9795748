import { type Cohort, cohortTable } from '../clv/index.ts'
import { type Command, Finished, readArgs, readDay, requireOption, UsageError } from './command.ts'
import { readPurchases } from './read-purchases.ts'

/** Customers by the month of their first purchase, and how many of them bought in each month since. */
export const command: Command = {
  name: 'cohorts',
  usage: 'cohorts FILE --as-of D [--include-cancellations] [--json]   (columns customer_no, order_date or visit_date)',
  async run(args) {
    const { files, options } = readArgs(args, { 'as-of': 'text', 'include-cancellations': 'flag' })
    const asOf = readDay('as-of', requireOption('as-of', options['as-of']))
    const { events, notCounted, refusals } = await readPurchases(files[0]!, {
      includeCancellations: options['include-cancellations'],
    })
    const upTo = Array.from(events.day, (_, i) => i).filter((i) => events.day[i]! <= asOf)
    if (upTo.length === 0) throw new UsageError('nobody bought up to --as-of')
    const table = cohortTable(
      { customer: upTo.map((i) => events.customer[i]!), period: upTo.map((i) => monthOf(events.day[i]!)) },
      monthOf(asOf),
    )
    const byMonth = <T>(figure: (cohort: Cohort) => T) =>
      Object.fromEntries(table.map((cohort) => [monthName(cohort.period), figure(cohort)]))
    const result = {
      unit: 'month',
      customers: table.reduce((sum, { counts }) => sum + counts[0]!, 0),
      cohorts: byMonth(({ counts }) => counts),
      retention: byMonth(({ retention }) => retention),
      returned: byMonth(({ returned }) => returned),
      notCounted,
    }
    return refusals.length > 0 ? new Finished(result, refusals) : result
  },
}

function monthOf(day: number): number {
  const date = new Date(day * 86_400_000)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

function monthName(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}
