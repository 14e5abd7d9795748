import { createOrg } from '../modules/team/index.ts'
import { commandLineActor } from './actor.ts'
import { type CliCommand, optional, required } from './command.ts'

export const command: CliCommand = {
  name: 'org create',
  usage:
    'shuke org create --slug SLUG --name NAME [--trade salon|dealer|shop|key_account] [--currency CNY] [--timezone Asia/Shanghai] [--json]',
  options: {
    slug: { type: 'string' },
    name: { type: 'string' },
    trade: { type: 'string' },
    currency: { type: 'string' },
    timezone: { type: 'string' },
  },
  async run(cli) {
    const org = await createOrg(
      cli.runtime,
      {
        slug: required(cli, 'slug'),
        name: required(cli, 'name'),
        trade: (optional(cli, 'trade') ?? 'shop') as 'shop',
        currency: optional(cli, 'currency') ?? 'CNY',
        timezone: optional(cli, 'timezone') ?? 'Asia/Shanghai',
      },
      commandLineActor(),
    )
    const { firstStoreId: _, ...shown } = org
    cli.print(shown, `Organisation ${org.slug} (${org.name}) created.`)
    return 0
  },
}
