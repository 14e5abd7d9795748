import { faultOf } from '../fault.ts'
import type { Runtime } from '../runtime.ts'
import { dispatchDue } from './dispatch.ts'

const LOOK_EVERY_MS = 500

export interface Dispatcher {
  /** Ends after the handler that is running. */
  stop(): Promise<void>
}

/**
 * Hands the outbox's events to their handlers until stopped. Any number of processes may do so on one database: each org's events are
 * heard by one of them at a time, at least once, in order.
 */
export function startDispatcher(runtime: Runtime): Dispatcher {
  const stopping = new AbortController()
  let wake: () => void = () => undefined

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const { promise: woken, resolve } = Promise.withResolvers<void>()
      wake = resolve
      await dispatchDue(runtime, stopping.signal).catch((error: unknown) =>
        runtime.log.warn({ fault: faultOf(error) }, 'outbox does not answer'),
      )
      const pause = setTimeout(resolve, LOOK_EVERY_MS)
      await woken
      clearTimeout(pause)
    }
  }

  const looping = loop()
  return {
    async stop() {
      stopping.abort()
      wake()
      await looping
    },
  }
}
