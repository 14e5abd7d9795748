import { createAdmin } from '../modules/team/index.ts'
import { type CliCommand, optional, UsageError } from './command.ts'

export const command: CliCommand = {
  name: 'admin create',
  usage: 'shuke admin create --org SLUG (--phone NUMBER | --email ADDRESS) [--name NAME] [--password PASSWORD] [--json]',
  options: {
    org: { type: 'string' },
    phone: { type: 'string' },
    email: { type: 'string' },
    name: { type: 'string' },
    password: { type: 'string' },
  },
  async run(cli) {
    const identifier = optional(cli, 'phone') ?? optional(cli, 'email')
    if (!identifier) throw new UsageError('--phone or --email is missing')
    const password = optional(cli, 'password')
    if (password !== undefined && password.length < 10) throw new UsageError('--password: at least 10 characters')
    const admin = await createAdmin(await cli.orgCtx(), {
      identifier,
      name: optional(cli, 'name') ?? '管理员',
      ...(password && { password }),
    })
    cli.print(admin, `${admin.role} of ${admin.org} created.${admin.password ? ` First password: ${admin.password}` : ''}`)
    return 0
  },
}
