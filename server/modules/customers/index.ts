import type { ServerModule } from '../../kernel/http/route.ts'
import { routes } from './routes.ts'
import { seams } from './seams.ts'

export { createCustomer } from './profile/create-customer.ts'
export { getCustomer, noSuchCustomer } from './profile/get-customer.ts'
export { presentLine } from './profile/present.ts'
export { customerById, inRows } from './profile/queries.ts'
export { showCustomer } from './profile/show-customer.ts'
export { customerLines } from './search/customer-lines.ts'
export { listCustomers } from './search/list-customers.ts'

export const module: ServerModule = { name: 'customers', routes, seams }
