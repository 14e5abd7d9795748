import { replayErasures } from '../kernel/backup/erasures/replay-erasures.ts'
import { restoreBackup } from '../kernel/backup/restore-backup.ts'
import { createLog } from '../kernel/log.ts'
import { openProgram } from '../open-program.ts'
import { optional, type StandaloneCommand, UsageError } from './command.ts'

const NO_LOG = `No erasure log (erasures.jsonl) lies beside the backup: people erased after it was made may be back.
If you have the log, restore again with --erasure-log FILE.
备份旁边没有清除记录(erasures.jsonl):备份之后被清除的客户可能又出现。如有该文件,请用 --erasure-log 重新恢复。`

export const command: StandaloneCommand = {
  name: 'restore',
  usage: 'shuke restore BACKUP --data-dir EMPTY_FOLDER --key-file FILE [--erasure-log FILE] [--json]',
  options: { 'key-file': { type: 'string' }, 'erasure-log': { type: 'string' } },
  async runStandalone(cli) {
    const { config, signal } = cli
    const [from] = cli.positionals
    if (!from) throw new UsageError('the folder of the backup is missing')
    if (optional(cli, 'data-dir') === undefined && config.DATABASE_URL === undefined)
      throw new UsageError('--data-dir is missing')
    const { manifest, erasures } = await restoreBackup({
      from,
      config,
      keyFile: optional(cli, 'key-file'),
      erasureLog: optional(cli, 'erasure-log'),
      signal,
    })
    const program = await openProgram(config, createLog('error'))
    try {
      const erasedAgain = await replayErasures(program.runtime, erasures ?? [])
      const rows = Object.values(manifest.rows).reduce((sum, count) => sum + count, 0)
      const result = { restored: manifest.name, kind: manifest.kind, rows, coversUntil: manifest.coversUntil, erasedAgain }
      const done = `Restored 已恢复: ${manifest.name}, ${rows} rows, everything saved before ${manifest.coversUntil}; ${erasedAgain} people erased again 再次清除`
      cli.print({ ...result, erasureLog: erasures !== undefined }, erasures ? done : `${done}\n${NO_LOG}`)
      return 0
    } finally {
      await program.close({ linger: true })
    }
  },
}
