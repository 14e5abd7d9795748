import type { ServerModule } from '../../kernel/http/route.ts'
import { clearSources, importJob, revertJob } from './import/jobs.ts'
import { importRoutes } from './import/routes.ts'
import { routes } from './routes.ts'
import { seams } from './seams.ts'

export { openErrorFile } from './import/errors/error-file.ts'
export { importHere } from './import/import-here.ts'
export { noteChanges, notedChanges } from './import/note-changes.ts'
export { PERSON_COLUMNS } from './import/people/columns-rules.ts'
export { ANONYMOUS, PeopleReader, type PersonOfBatch } from './import/people/read-people.ts'
export { outsideFault, resolvePeople } from './import/people/resolve-people.ts'
export { presentSummary } from './import/present.ts'
export { revertHere } from './import/request-revert.ts'
export { createCustomer } from './profile/create-customer.ts'
export { getCustomer, noSuchCustomer } from './profile/get-customer.ts'
export { presentLine } from './profile/present.ts'
export { customerById, inRows } from './profile/queries.ts'
export { showCustomer } from './profile/show-customer.ts'
export { customerLines } from './search/customer-lines.ts'
export { listCustomers } from './search/list-customers.ts'

export const module: ServerModule = {
  name: 'customers',
  routes: [...routes, ...importRoutes],
  seams,
  jobs: [importJob, revertJob],
  schedules: [clearSources],
}
