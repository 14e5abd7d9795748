import { faultOf } from '../../kernel/fault.ts'
import type { JobDefinition } from '../../kernel/jobs/job.ts'
import type { ScheduledJob } from '../../kernel/jobs/scheduled-job.ts'
import { ctxFor, systemActor } from '../../kernel/runtime.ts'
import { allOrgs } from '../../kernel/tenancy/orgs.ts'
import { analyze, type Figure } from './analysis/analyze.ts'

export const RECALCULATION = 'value.recalculation'

export const recalculation: JobDefinition<{ asOf?: string; only?: Figure[] }> = {
  kind: RECALCULATION,
  run: (ctx, _job, input) => analyze(ctx, input),
}

/** Every night the tiers of every org follow the last day; one org's trouble does not keep the others from theirs. */
export const nightlyRecalculation: ScheduledJob = {
  name: 'value-recalculation',
  cron: '40 19 * * *',
  async run(runtime) {
    for (const org of await allOrgs(runtime.database.db)) {
      await analyze(ctxFor(runtime, org, systemActor('nightly recalculation')), {}).catch((error: unknown) =>
        runtime.log.error({ orgId: org.id, fault: faultOf(error) }, 'nightly recalculation failed'),
      )
    }
  },
}
