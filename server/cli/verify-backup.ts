import { verifyBackup } from '../kernel/backup/verify-backup.ts'
import { type StandaloneCommand, UsageError } from './command.ts'

export const command: StandaloneCommand = {
  name: 'backup verify',
  usage: 'shuke backup verify BACKUP [--json]',
  options: {},
  async runStandalone(cli) {
    const [folder] = cli.positionals
    if (!folder) throw new UsageError('the folder of the backup is missing')
    const { name, kind, rows } = await verifyBackup(folder, cli.signal)
    const count = Object.values(rows).reduce((sum, n) => sum + n, 0)
    cli.print({ name, kind, rows: count, whole: true }, `${name} is whole 完好: ${count} rows`)
    return 0
  },
}
