import type { PromiseStatus } from '@shuke/contract/interactions/promises.ts'

export type PromiseAct = 'keep' | 'break' | 'cancel' | 'reopen' | 'postpone' | 'pass_on'

/** What may be done in which state, and the state after it. Every closed state can be reopened: nothing is a dead end. */
export const PROMISE_TRANSITIONS: Record<PromiseStatus, Partial<Record<PromiseAct, PromiseStatus>>> = {
  open: { keep: 'kept', break: 'broken', cancel: 'cancelled', postpone: 'open', pass_on: 'open' },
  kept: { reopen: 'open' },
  broken: { reopen: 'open' },
  cancelled: { reopen: 'open' },
}

/** A promise is missed as soon as its day is over; a new day does not change that. */
export const missedOn = (promise: { due_day: string; missed: boolean }, today: string): boolean =>
  promise.missed || promise.due_day < today

export interface PromiseCounts {
  /** Closed as kept or broken, or open and missed; promises that were taken back do not count. */
  counted: number
  /** Kept by the day that was promised. */
  kept: number
}

/** Share of the promises that were kept in time, 0–1; null while none counts. */
export const keptRate = ({ counted, kept }: PromiseCounts): number | null => (counted === 0 ? null : kept / counted)
