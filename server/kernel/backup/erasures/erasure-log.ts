import { mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Db } from '../../db/database.ts'
import type { EventHandler } from '../../events/outbox.ts'
import { emit } from '../../events/outbox.ts'
import type { Ctx } from '../../tenancy/ctx.ts'
import type { TenantTx } from '../../tenancy/tenant-tx.ts'
import { damaged } from '../backup-errors.ts'
import { allErasures, insertErasure } from '../queries.ts'

/** One erased person, by ids only. */
const Erasure = z.object({ org: z.uuid(), customer: z.uuid(), erasedAt: z.iso.datetime() })
export type Erasure = z.infer<typeof Erasure>

export const ERASURE_LOG = 'erasures.jsonl'
const RECORDED = 'erasure.recorded'
const idOf = ({ org, customer }: Erasure): string => `${org}/${customer}`

/**
 * Notes that a customer is erased, in the transaction that erases. Restored backups are erased again from these notes, so every erasure
 * must leave one: one more for each customer that was merged into this one, who in an older backup still stands alone.
 */
export async function recordErasure(tx: TenantTx, ctx: Ctx, customerId: string): Promise<void> {
  if (await insertErasure(tx, customerId, ctx.clock.now())) await emit(tx, ctx, RECORDED, { customerId })
}

/**
 * What a log file says; nothing when there is none. A line without its end was being written when the power went, and is written anew
 * further down.
 */
export async function readErasureLog(file: string): Promise<Erasure[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => {
      try {
        return Erasure.parse(JSON.parse(line))
      } catch {
        throw damaged(file)
      }
    })
}

/**
 * Brings the log beside the backups up to what the database says. It only ever grows; safe to repeat. With nobody erased it is there
 * and empty, so that a missing one is noticed.
 */
export async function completeErasureLog(db: Db, backupDir: string): Promise<void> {
  const file = path.join(backupDir, ERASURE_LOG)
  const erasures = await allErasures(db)
  await mkdir(backupDir, { recursive: true, mode: 0o700 })
  const logged = new Set((await readErasureLog(file)).map(idOf))
  const missing = erasures
    .map((row): Erasure => ({ org: row.org_id, customer: row.erased_customer, erasedAt: row.erased_at.toISOString() }))
    .filter((erasure) => !logged.has(idOf(erasure)))
  const handle = await open(file, 'a+', 0o600)
  try {
    const { size } = await handle.stat()
    if (missing.length === 0) return
    const last = Buffer.alloc(1)
    if (size > 0) await handle.read(last, 0, 1, size - 1)
    // A torn last line is not continued.
    const start = size > 0 && last.toString() !== '\n' ? '\n' : ''
    await handle.writeFile(start + missing.map((erasure) => `${JSON.stringify(erasure)}\n`).join(''))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes the log within moments of an erasure, so that a disk lost a minute later brings nobody back. */
export const erasureLogger = (backupDir: string): EventHandler => ({
  event: RECORDED,
  name: 'backup.erasure-log',
  handle: (ctx) => completeErasureLog(ctx.db, backupDir),
})
