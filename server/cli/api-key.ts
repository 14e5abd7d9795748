import { Permission } from '@shuke/contract/shared/permissions.ts'
import { createApiKey } from '../modules/team/index.ts'
import { type CliCommand, optional, required, UsageError } from './command.ts'

function scopesOf(text: string | undefined): Permission[] | undefined {
  if (text === undefined) return undefined
  const scopes = text.split(',').map((scope) => Permission.safeParse(scope.trim()))
  if (scopes.some((scope) => !scope.success)) throw new UsageError(`--scopes: known are ${Permission.options.join(', ')}`)
  return scopes.map((scope) => scope.data!)
}

export const command: CliCommand = {
  name: 'api-key create',
  usage: 'shuke api-key create --org SLUG --name NAME [--scopes a,b] [--expires INSTANT] [--json]',
  options: { org: { type: 'string' }, name: { type: 'string' }, scopes: { type: 'string' }, expires: { type: 'string' } },
  async run(cli) {
    const scopes = scopesOf(optional(cli, 'scopes'))
    const expiresAt = optional(cli, 'expires')
    if (expiresAt !== undefined && Number.isNaN(Date.parse(expiresAt)))
      throw new UsageError('--expires: an instant such as 2027-01-31T00:00:00Z')
    const key = await createApiKey(await cli.orgCtx(), {
      name: required(cli, 'name'),
      ...(scopes && { scopes }),
      ...(expiresAt && { expiresAt: new Date(expiresAt).toISOString() }),
    })
    cli.print(key, `${key.key}\nKept nowhere: copy it now.`)
    return 0
  },
}
