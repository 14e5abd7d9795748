export const KEPT = { newest: 3, days: 7, weeks: 4, months: 6 } as const

const dayOf = (at: Date): string => at.toISOString().slice(0, 10)
const monthOf = (at: Date): string => at.toISOString().slice(0, 7)
/** The Monday that begins the week. */
const weekOf = (at: Date): string => dayOf(new Date(at.getTime() - ((at.getUTCDay() + 6) % 7) * 86_400_000))

/**
 * Which backups may go: all but the newest of each of the last 7 days, 4 weeks and 6 months that have one (UTC). Counted are days with
 * a backup, not calendar days, so a computer that was off for a season loses none. The newest three always stay: one made before
 * something risky must not go because of the next.
 */
export function expired<B extends { startedAt: string }>(backups: readonly B[]): B[] {
  const newestFirst = backups.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
  const kept = new Set(newestFirst.slice(0, KEPT.newest))
  const periods = [
    [dayOf, KEPT.days],
    [weekOf, KEPT.weeks],
    [monthOf, KEPT.months],
  ] as const
  for (const [periodOf, limit] of periods) {
    const seen = new Set<string>()
    for (const backup of newestFirst) {
      const period = periodOf(new Date(backup.startedAt))
      if (seen.has(period)) continue
      if (seen.size === limit) break
      seen.add(period)
      kept.add(backup)
    }
  }
  return newestFirst.filter((backup) => !kept.has(backup))
}
