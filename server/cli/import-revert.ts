import { revertHere } from '../modules/customers/index.ts'
import { type CliCommand, UsageError } from './command.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const command: CliCommand = {
  name: 'import revert',
  usage: 'shuke import revert RUN --org SLUG [--json]',
  options: { org: { type: 'string' } },
  async run(cli) {
    const [run] = cli.positionals
    if (!run || !UUID.test(run)) throw new UsageError('which import? Its id stands in the result of `shuke import`')
    const result = await revertHere(cli.runtime, await cli.orgCtx(), run)
    cli.print(
      result,
      `Reverted: ${result.removed} rows and ${result.customersRemoved} customers removed, ${result.restored} rows put back; ${Number(result.kept) + Number(result.customersKept)} stay because something else refers to them.`,
    )
    return 0
  },
}
