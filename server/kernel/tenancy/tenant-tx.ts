import { beginTransaction } from '../db/pool.ts'
import type { Ctx } from './ctx.ts'
import type { TenantFacts, TenantRead, TenantTx } from './tenant.ts'

export type { TenantRead, TenantTx }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

interface Mode {
  begin: 'begin' | 'begin read only'
  alone: boolean
}

async function inTransaction<T>(ctx: Ctx, { begin, alone }: Mode, work: (tx: TenantTx) => Promise<T>): Promise<T> {
  const orgId = ctx.org.id
  // The id goes into SQL text because SET takes no parameters; anything but a UUID stops here.
  if (!UUID.test(orgId)) throw new TypeError('the org id is not a UUID')
  const hooks: (() => void)[] = []
  const transaction = await beginTransaction(ctx.db, [begin, `set local app.org_id = '${orgId}'`], { alone })
  let result: T
  try {
    const facts: TenantFacts = {
      orgId,
      afterCommit: (action) => hooks.push(action),
      defer(query) {
        const { sql, parameters } = query.compile(tx)
        transaction.defer(sql, parameters)
      },
    }
    const tx = Object.assign(transaction.builder(), facts) as unknown as TenantTx
    result = await work(tx)
    await transaction.commit()
  } catch (error) {
    await transaction.rollback()
    throw error
  } finally {
    transaction.release()
  }
  for (const hook of hooks) hook()
  return result
}

/** Runs `work` in one write transaction of the ctx's org; joins the outer one when a verb calls a verb. */
export function inTenantTx<T>(ctx: Ctx, work: (tx: TenantTx, ctx: Ctx & { tx: TenantTx }) => Promise<T>): Promise<T> {
  if (ctx.tx) return work(ctx.tx, { ...ctx, tx: ctx.tx })
  return inTransaction(ctx, { begin: 'begin', alone: false }, (tx) => work(tx, { ...ctx, tx }))
}

/**
 * Runs `work` in one read-only transaction of the ctx's org; inside a write transaction it reads what that one wrote.
 * @param options.oneStatement `work` asks for one statement only: it is sent together with its transaction's begin and commit
 */
export function inTenantRead<T>(
  ctx: Ctx,
  work: (tx: TenantRead) => Promise<T>,
  options: { oneStatement?: true } = {},
): Promise<T> {
  return ctx.tx ? work(ctx.tx) : inTransaction(ctx, { begin: 'begin read only', alone: options.oneStatement ?? false }, work)
}
