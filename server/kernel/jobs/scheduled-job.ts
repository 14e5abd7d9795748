import type { Job, PgBoss } from 'pg-boss'
import { faultOf } from '../fault.ts'
import type { Runtime } from '../runtime.ts'
import { SCHEDULED } from './boss.ts'

/** Work by the clock, over all orgs: it loops over them itself, as the system actor. Must be idempotent: it is tried again after a failure. */
export interface ScheduledJob {
  /** Stable name, letters, digits, `-` and `.`. */
  name: string
  /** Five fields: minute, hour, day, month, weekday. */
  cron: string
  /** IANA name; UTC when left out. */
  timezone?: string
  run(runtime: Runtime): Promise<void>
}

interface Occurrence {
  name: string
}

/** Notes the schedules with the queue, which sends one occurrence at a time for all processes, and works them off here, one after the other. */
export async function startSchedules(boss: PgBoss, runtime: Runtime, schedules: readonly ScheduledJob[]): Promise<void> {
  const byName = new Map(schedules.map((schedule) => [schedule.name, schedule]))
  for (const { name, cron, timezone } of schedules) {
    // A shop whose computer is off at night gets its nightly work in the morning, once.
    await boss.schedule(SCHEDULED, cron, { name } satisfies Occurrence, { key: name, tz: timezone ?? 'UTC', missed: 'once' })
  }
  for (const { key } of await boss.getSchedules(SCHEDULED)) if (!byName.has(key)) await boss.unschedule(SCHEDULED, key)
  await boss.work(SCHEDULED, { pollingIntervalSeconds: 5 }, async ([job]: Job<Occurrence>[]) => {
    const schedule = byName.get(job!.data.name)
    if (!schedule) return
    const started = performance.now()
    try {
      await schedule.run(runtime)
    } catch (error) {
      runtime.log.error({ schedule: schedule.name, fault: faultOf(error) }, 'scheduled work failed')
      throw error
    }
    runtime.log.info({ schedule: schedule.name, ms: Math.round(performance.now() - started) }, 'scheduled work done')
  })
}
