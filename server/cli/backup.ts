import { type BackupProgress, makeBackup } from '../kernel/backup/cluster/make-backup.ts'
import { confirmKeyCopy, copyKeyFile, fingerprintsIfThere, isKeyKept } from '../kernel/backup/key-copy.ts'
import { exportOrgs } from '../kernel/backup/orgs/export-orgs.ts'
import { backupPlaces } from '../kernel/backup/places.ts'
import { commandLineActor } from './actor.ts'
import { type CliCommand, optional, UsageError } from './command.ts'

const reminder = (keyFile: string, fingerprints: readonly string[]): string =>
  [
    'NOT COMPLETE without the key file 缺少密钥文件,备份还不完整:',
    `  ${keyFile}  (fingerprint 指纹 ${fingerprints.join(', ') || 'cannot be read 无法读取'})`,
    '  Keep a copy of it apart from the backups; without it nobody can read the personal data in them.',
    '  请把它复制到别处(不要和备份放在一起);没有它,谁也读不出备份中的个人信息。',
    '  shuke backup --key-copy FILE_OR_FOLDER   copies it there 复制到该处',
  ].join('\n')

export const command: CliCommand = {
  name: 'backup',
  usage: 'shuke backup [--org SLUG | --all] [--to FOLDER] [--key-copy FILE_OR_FOLDER] [--json]',
  options: { org: { type: 'string' }, all: { type: 'boolean' }, to: { type: 'string' }, 'key-copy': { type: 'string' } },
  async run(cli) {
    const { runtime, signal } = cli
    const slug = optional(cli, 'org')
    if (slug !== undefined && cli.options.all) throw new UsageError('--org or --all, not both')
    const to = optional(cli, 'to')
    const places = backupPlaces({ ...runtime.config, ...(to !== undefined && { SHUKE_BACKUP_DIR: to }) })
    const { db, url } = runtime.database
    const onProgress = ({ done, total }: BackupProgress) => cli.progress(`${Math.min(99, Math.floor((100 * done) / total))} %`)
    const backed = { places, db, clock: runtime.clock, url }
    // What is not ours we cannot copy as files.
    const isExport = slug !== undefined || cli.options.all === true || !places.embedded
    const made = isExport
      ? await exportOrgs(backed, slug, { signal, onProgress })
      : await makeBackup(backed, { signal, onProgress })
    cli.progress('')
    const target = optional(cli, 'key-copy')
    if (target !== undefined) {
      await copyKeyFile(places, target)
      await confirmKeyCopy(db, places, commandLineActor().id, runtime.clock.now())
    }
    const fingerprints = await fingerprintsIfThere(places.keyFile)
    const complete = await isKeyKept(db, fingerprints)
    const rows = Object.values(made.rows).reduce((sum, count) => sum + count, 0)
    const { kind, name, folder, coversUntil, verifiedAt, archive } = made
    const result = { complete, kind, name, folder, bytes: archive.bytes, rows, coversUntil, verifiedAt, keyFile: places.keyFile }
    const written = `${folder}: ${rows} rows, ${(archive.bytes / 1e6).toFixed(1)} MB, written and verified 已写入并校验`
    const key = `Key file, kept apart 密钥文件(另行保管): ${places.keyFile} (${fingerprints.join(', ')})`
    cli.print(
      { ...result, keyFingerprints: fingerprints },
      `${written}\n${complete ? key : reminder(places.keyFile, fingerprints)}`,
    )
    return 0
  },
}
