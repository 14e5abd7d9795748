import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Backup, BackupHealth } from '@shuke/contract/kernel/backup.ts'
import type { Runtime } from '../runtime.ts'
import { authorizeOrgWide } from '../tenancy/authorize.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { type KnownBackup, listBackups as readFolder } from './backup-folder.ts'
import { NIGHTLY } from './backup-job.ts'
import { lastAttempt } from './backup-status.ts'
import { fingerprintsIfThere, isKeyKept } from './key-copy.ts'
import { type BackupPlaces, backupPlaces } from './places.ts'

const LATE_MS = 36 * 3_600_000

/** A backup of everything is everybody's; an export of other orgs is not shown. */
const concerns = (backup: KnownBackup, orgId: string): boolean =>
  backup.kind === 'physical' || backup.orgs.every((org) => org.id === orgId)

const present = (backup: KnownBackup): Backup => ({
  name: backup.name,
  kind: backup.kind,
  startedAt: backup.startedAt,
  coversUntil: backup.coversUntil,
  verifiedAt: backup.verifiedAt,
  bytes: backup.archive.bytes,
  rows: Object.values(backup.rows).reduce((sum, rows) => sum + rows, 0),
  version: backup.shuke,
})

function nextNight(now: Date): Date {
  const next = new Date(now)
  next.setUTCHours(NIGHTLY.hour, NIGHTLY.minute, 0, 0)
  if (next <= now) next.setUTCDate(next.getUTCDate() + 1)
  return next
}

async function onSameDisk({ dataDir, backupDir }: BackupPlaces): Promise<boolean> {
  const device = async (place: string): Promise<number | undefined> => {
    const found = await stat(place).catch(() => undefined)
    if (found) return found.dev
    return path.dirname(place) === place ? undefined : device(path.dirname(place))
  }
  return (await device(dataDir)) === (await device(backupDir))
}

function stateOf(places: BackupPlaces, lastGood: string | null, failed: boolean, now: Date): BackupHealth['state'] {
  if (!places.embedded) return 'external'
  if (failed) return 'failed'
  if (lastGood === null) return 'none'
  return now.getTime() - Date.parse(lastGood) > LATE_MS ? 'late' : 'good'
}

/** The backups that concern the asker's org, newest first, and whether one can rely on them. */
export async function listBackups(ctx: Ctx, { config }: Runtime): Promise<{ data: Backup[]; health: BackupHealth }> {
  authorizeOrgWide(ctx, 'backups.manage')
  const places = backupPlaces(config)
  const { embedded } = places
  const backups = (await readFolder(places.backupDir)).filter((backup) => concerns(backup, ctx.org.id))
  const lastGoodAt = backups.find((backup) => backup.kind === 'physical')?.verifiedAt ?? null
  const attempt = lastAttempt(places)
  const failure = attempt && !attempt.succeeded ? attempt : undefined
  const fingerprints = await fingerprintsIfThere(places.keyFile)
  const now = ctx.clock.now()
  const fault = { zh: '系统故障,详见服务器日志。', en: 'a fault on our side; the server log names it.' }
  return {
    data: backups.map(present),
    health: {
      database: embedded ? 'embedded' : 'external',
      state: stateOf(places, lastGoodAt, failure !== undefined, now),
      lastGoodAt,
      failure: failure ? { at: failure.at, reason: (failure.reason ?? fault)[ctx.locale === 'en' ? 'en' : 'zh'] } : null,
      nextAt: embedded ? nextNight(now).toISOString() : null,
      folder: embedded ? places.backupDir : null,
      sameDisk: embedded && (await onSameDisk(places)),
      key: { file: embedded ? places.keyFile : null, fingerprints, kept: await isKeyKept(ctx.db, fingerprints) },
    },
  }
}
