import type { CliCommand } from './command.ts'

export const command: CliCommand = {
  name: 'migrate',
  usage: 'shuke migrate [--json]     (DATABASE_URL and SHUKE_OWNER_URL, or the embedded database)',
  options: {},
  async run(cli) {
    // Opening the program has migrated already; without an owner's connection it would have refused.
    cli.print({ migrated: true }, 'The database has the newest schema.')
    return 0
  },
}
