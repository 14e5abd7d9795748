import { showCustomer } from '../modules/customers/index.ts'
import { type CliCommand, UsageError } from './command.ts'

export const command: CliCommand = {
  name: 'customer show',
  usage: 'shuke customer show CUSTOMER_NO --org SLUG [--json]',
  options: { org: { type: 'string' } },
  async run(cli) {
    const [customerNo] = cli.positionals
    if (!customerNo) throw new UsageError('the customer number is missing')
    const customer = await showCustomer(await cli.orgCtx(), customerNo)
    const { purchases } = customer
    const figures = purchases ? `${purchases.orders} orders, ${purchases.firstDay} – ${purchases.lastDay}` : 'no purchases'
    cli.print(customer, `${customer.customerNo} ${customer.name ?? '—'}: ${figures}`)
    return 0
  },
}
