import { fromKysely, PgBoss } from 'pg-boss'
import type { DatabaseHandle } from '../db/pool.ts'
import type { Log } from '../log.ts'
import type { TenantTx } from '../tenancy/tenant-tx.ts'

export const BOSS_SCHEMA = 'pgboss'
/** Carries runs of job definitions; the entry's id is the run's id. */
export const RUNS = 'job-runs'
/** Carries the occurrences of scheduled work. */
export const SCHEDULED = 'scheduled-work'

const DAY = 86_400

/** Settings of our queues, written by the owner at every migration. */
export const QUEUES = {
  [RUNS]: {
    // How often a run may fail is decided in job_runs; the queue never gives up on its own.
    retryLimit: 1_000_000,
    retryDelay: 1,
    retryBackoff: true,
    // Short, so that work broken off by a restart goes on within seconds of it.
    retryDelayMax: 5,
    // Whether a worker lives is told by its lock, not by time; this is the longest pg-boss allows.
    expireInSeconds: DAY - 1,
    retentionSeconds: 90 * DAY,
    deleteAfterSeconds: DAY,
  },
  [SCHEDULED]: {
    retryLimit: 3,
    retryDelay: 60,
    retryBackoff: true,
    expireInSeconds: 6 * 3600,
    heartbeatSeconds: 60,
    deleteAfterSeconds: 7 * DAY,
  },
} as const

/** pg-boss at run time, on the application's own pool: it neither creates nor migrates anything. */
export function runningBoss({ pool }: DatabaseHandle, log: Log): PgBoss {
  const boss = new PgBoss({
    schema: BOSS_SCHEMA,
    migrate: false,
    createSchema: false,
    // Rebuilding indexes is the owner's business.
    reindex: false,
    monitorVacuum: false,
    flowIntervalSeconds: 3600,
    db: {
      async executeSql(text, values) {
        const client = await pool.connect()
        try {
          const result = await client.query(text, values)
          client.release()
          return result
        } catch (error) {
          // pg-boss sends whole transactions as one text: a failed one would leave the connection inside it.
          client.release(true)
          throw error
        }
      },
    },
  })
  boss.on('error', (error) => log.warn({ err: error }, 'job queue'))
  boss.on('warning', ({ message }) => log.warn({ reason: message }, 'job queue'))
  return boss
}

/** pg-boss for one statement inside a business transaction. */
export const bossIn = (tx: TenantTx): PgBoss => new PgBoss({ schema: BOSS_SCHEMA, db: fromKysely(tx) })
