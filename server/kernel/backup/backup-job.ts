import type { Config } from '../config.ts'
import type { JobDefinition } from '../jobs/job.ts'
import type { ScheduledJob } from '../jobs/scheduled-job.ts'
import { type BackupProgress, makeBackup } from './cluster/make-backup.ts'
import { exportOrgs } from './orgs/export-orgs.ts'
import { backupPlaces } from './places.ts'

export const BACKUP_JOB = 'backup.make'
/** UTC; 02:30 in China. A computer that is off then makes it when it starts. */
export const NIGHTLY = { hour: 18, minute: 30 } as const

/** A backup on demand: of the whole embedded database, or of the asker's org where the database is run elsewhere. */
export const backupJob = (config: Config, databaseUrl: string): JobDefinition => ({
  kind: BACKUP_JOB,
  async run(ctx, job) {
    const places = backupPlaces(config)
    const backed = { places, db: ctx.db, clock: ctx.clock, url: databaseUrl }
    // A report that is refused aborts the signal as well, which is what ends the copying.
    const onProgress = (progress: BackupProgress) => void job.report(progress).catch(() => undefined)
    const made = places.embedded
      ? await makeBackup(backed, { signal: job.signal, onProgress })
      : await exportOrgs(backed, ctx.org.slug, { signal: job.signal, onProgress })
    return { name: made.name, bytes: made.archive.bytes }
  },
})

/** Whoever runs a database of their own backs it up by its own means. */
export const nightlyBackup: ScheduledJob = {
  name: 'backup-nightly',
  cron: `${NIGHTLY.minute} ${NIGHTLY.hour} * * *`,
  async run({ config, database, clock }) {
    const places = backupPlaces(config)
    if (places.embedded) await makeBackup({ places, db: database.db, clock }, { signal: new AbortController().signal })
  },
}
