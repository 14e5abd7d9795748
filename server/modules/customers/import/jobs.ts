import type { JobDefinition } from '../../../kernel/jobs/job.ts'
import type { ScheduledJob } from '../../../kernel/jobs/scheduled-job.ts'
import { ctxFor, systemActor } from '../../../kernel/runtime.ts'
import { allOrgs } from '../../../kernel/tenancy/orgs.ts'
import { carryOutImport } from './carry-out-import.ts'
import { carryOutRevert } from './carry-out-revert.ts'
import { clearOldSources } from './clear-old-sources.ts'

export const IMPORT = 'customers.import'
export const REVERT = 'customers.import-revert'

/** Both jobs are told the import that they are for: `{ importId }`. */
export const importJob: JobDefinition = {
  kind: IMPORT,
  run: (ctx, job, { importId }) => carryOutImport(ctx, job, String(importId)),
}
export const revertJob: JobDefinition = { kind: REVERT, run: (ctx, _job, { importId }) => carryOutRevert(ctx, String(importId)) }

/** Source files hold personal data: after their term they go, and with them the error files that are made from them. */
export const clearSources: ScheduledJob = {
  name: 'import-sources',
  cron: '50 18 * * *',
  async run(runtime) {
    for (const org of await allOrgs(runtime.database.db))
      await clearOldSources(ctxFor(runtime, org, systemActor('import sources')))
  },
}
