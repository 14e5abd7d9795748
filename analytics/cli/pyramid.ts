import { tiesByNumber } from '../pyramid/code-point-order.ts'
import { concentration } from '../pyramid/concentration.ts'
import { abcClasses, rankPyramid } from '../pyramid/pyramid.ts'
import { tierValueRatio } from '../pyramid/service-time.ts'
import { type Command, Finished, readArgs, readDay, requireOption } from './command.ts'
import { plainMoney, readOrders } from './read-orders.ts'
import { readTable } from './read-table.ts'

/** The command line writes tiers as bare letters by exception; on screens they have names. */
const LETTERS = ['A', 'B', 'C', 'D']

export const command: Command = {
  name: 'pyramid',
  usage: 'pyramid FILE --as-of D --json',
  async run(args) {
    const { files, options } = readArgs(args, { 'as-of': 'text' })
    const asOf = requireOption('as-of', options['as-of'])
    const day = readDay('as-of', asOf)
    const { customers, monetary, revenue, notCounted, refusals } = readOrders(await readTable(files[0]!), day)
    const ties = tiesByNumber(customers)
    const { tierOf, tiers } = rankPyramid(monetary, undefined, ties)
    const abc = abcClasses(monetary, undefined, ties)
    const spread = concentration(monetary)
    const result = {
      asOf,
      customers: spread.customers,
      revenue,
      notCounted,
      tiers: tiers.map((tier, k) => ({ tier: LETTERS[k], ...inWords(tier) })),
      valueRatio: tierValueRatio(tierOf, monetary),
      top20Share: spread.top20Share,
      customersFor80: spread.customersFor80,
      shareOfCustomersFor80: spread.shareOfCustomersFor80,
      gini: spread.gini,
      abc: abc.tiers.map((group, k) => ({ class: LETTERS[k], ...inWords(group) })),
      concentration: spread.curve.map(([share, ofRevenue]) => ({ customers: share, revenue: ofRevenue })),
      rows: customers.map((customerNo, i) => ({ customerNo, revenue: monetary[i], tier: LETTERS[tierOf[i]!] })),
    }
    return refusals.length > 0 ? new Finished(result, refusals) : result
  },
}

function inWords(tier: { customers: number; customerShare: number; total: number; share: number }) {
  return {
    customers: tier.customers,
    customerShare: tier.customerShare,
    revenue: plainMoney(tier.total),
    revenueShare: tier.share,
  }
}
