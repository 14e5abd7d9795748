import { isConnectionLost } from '../db/transient-error.ts'
import { faultOf } from '../fault.ts'
import { ctxFor, type Runtime, systemActor } from '../runtime.ts'
import type { Org } from '../tenancy/ctx.ts'
import { loadOrg } from '../tenancy/orgs.ts'
import { asOnlyHearer, dueEvents, markDispatched, markFailed, markUnheard, type OutboxEvent, orgsWithEvents } from './queries.ts'
import { nextAttempt } from './retry-rules.ts'

const BATCH = 100
const ORGS_AT_ONCE = 2

/** Lets everyone hear one event who has not heard it yet. One hearer's failure does not keep it from the others. */
async function dispatchEvent(runtime: Runtime, org: Org, event: OutboxEvent): Promise<void> {
  const { db } = runtime.database
  const handled = [...event.handled]
  const faults: string[] = []
  for (const handler of runtime.handlers) {
    if (handler.event !== event.name || handled.includes(handler.name)) continue
    try {
      await handler.handle(ctxFor(runtime, org, systemActor(handler.name)), event.payload)
      handled.push(handler.name)
    } catch (error) {
      // A database that is away is nobody's failure: the event stays as it is.
      if (isConnectionLost(error)) throw error
      faults.push(`${handler.name}: ${faultOf(error)}`)
    }
  }
  const now = runtime.clock.now()
  if (faults.length === 0) return markDispatched(db, event.id, handled, now)
  const attempts = event.attempts + 1
  const next = nextAttempt(attempts, now)
  const lastError = faults.join('; ')
  runtime.log[next ? 'warn' : 'error']({ eventId: event.id, event: event.name, attempts, fault: lastError }, 'event not heard')
  await markFailed(db, event.id, { handled, attempts, lastError, next }, now)
}

/** The org's due events one after the other, in the order of their acts; a failed one is tried again later and holds up nobody. */
async function dispatchOrg(runtime: Runtime, orgId: string, stop?: AbortSignal): Promise<number> {
  const { db } = runtime.database
  let heard = 0
  await asOnlyHearer(db, orgId, async () => {
    const org = await loadOrg(db, orgId)
    for (;;) {
      const events = await dueEvents(db, orgId, runtime.clock.now(), BATCH)
      const { heard: toHear = [], unheard = [] } = Object.groupBy(events, ({ name }) =>
        org && runtime.handlers.some((handler) => handler.event === name) ? 'heard' : 'unheard',
      )
      if (unheard.length > 0) {
        await markUnheard(
          db,
          unheard.map(({ id }) => id),
          runtime.clock.now(),
        )
        heard += unheard.length
      }
      for (const event of toHear) {
        if (stop?.aborted) return
        await dispatchEvent(runtime, org!, event)
        heard++
      }
      if (events.length < BATCH) return
    }
  })
  return heard
}

/** Dispatches what is due now and returns how many events were tried; tests call it instead of waiting for the dispatcher. */
export async function dispatchDue(runtime: Runtime, stop?: AbortSignal): Promise<number> {
  const orgs = await orgsWithEvents(runtime.database.db, runtime.clock.now())
  let heard = 0
  async function takeOrgs(): Promise<void> {
    for (let orgId = orgs.shift(); orgId && !stop?.aborted; orgId = orgs.shift()) heard += await dispatchOrg(runtime, orgId, stop)
  }
  await Promise.all(Array.from({ length: ORGS_AT_ONCE }, takeOrgs))
  return heard
}
