/** So many failures, about three quarters of an hour, and an event is given up; it stays in the outbox with its last error. */
export const MOST_ATTEMPTS = 12
const LONGEST_PAUSE_MS = 600_000

/** When to try again after the n-th failure (n from 1): 2 s, 4 s, 8 s … at most 10 min; null after the last. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  if (attempts >= MOST_ATTEMPTS) return null
  return new Date(now.getTime() + Math.min(1000 * 2 ** attempts, LONGEST_PAUSE_MS))
}
