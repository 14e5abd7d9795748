import pg from 'pg'
import { JobInterrupted } from './job.ts'

/** First half of the advisory locks of runs; the second half is the hash of the run's id. */
export const LEASE_CLASS = 0x5_6b_72

export interface RunLease {
  /** Aborted when the connection that carries the lock is lost: then another process may take the run. */
  lost: AbortSignal
  release(): Promise<void>
}

export interface RunLeases {
  /** The right to carry out a run, held by one process in the world at a time; undefined while another has it. */
  take(runId: string): Promise<RunLease | undefined>
  close(): Promise<void>
}

/** One connection and the runs it holds: when it breaks, exactly those are lost. */
interface Session {
  client: Promise<pg.Client>
  held: Map<string, AbortController>
}

const LOCK = 'select pg_try_advisory_lock($1, hashtext($2)) as taken'
const UNLOCK = 'select pg_advisory_unlock($1, hashtext($2))'

/**
 * Leases are session locks on one connection of this process: kill -9 of the process or of the database frees them at once, without any
 * time-out. (They need a real session: a pooler in transaction mode between us and PostgreSQL would break them.)
 */
export function openRunLeases(url: string): RunLeases {
  let session: Session | undefined

  function connect(): Session {
    const client = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'shuke leases' })
    const held = new Map<string, AbortController>()
    const opened: Session = { held, client: client.connect().then(() => client) }
    const lose = () => {
      if (session === opened) session = undefined
      for (const controller of held.values()) controller.abort(new JobInterrupted('the connection that holds this run is lost'))
      held.clear()
    }
    client.on('error', lose)
    client.on('end', lose)
    opened.client.catch(lose)
    return opened
  }

  return {
    async take(runId) {
      session ??= connect()
      const { client, held } = session
      // The session's own locks would let it in a second time.
      if (held.has(runId)) return undefined
      const controller = new AbortController()
      held.set(runId, controller)
      try {
        const { rows } = await (await client).query(LOCK, [LEASE_CLASS, runId])
        if (!rows[0].taken) {
          held.delete(runId)
          return undefined
        }
      } catch (error) {
        held.delete(runId)
        throw error
      }
      return {
        lost: controller.signal,
        async release() {
          // A lost connection has released it already.
          if (held.delete(runId)) await (await client).query(UNLOCK, [LEASE_CLASS, runId]).catch(() => undefined)
        },
      }
    },
    async close() {
      const client = await session?.client.catch(() => undefined)
      await client?.end().catch(() => undefined)
    },
  }
}
