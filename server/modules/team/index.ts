import type { ServerModule } from '../../kernel/http/route.ts'
import { routes } from './routes.ts'

export { createApiKey } from './api-keys/create-api-key.ts'
export { demoOrgs, setDemo } from './demo/queries.ts'
export { createOrg, findOrg } from './orgs/create-org.ts'
export type { NewOrg } from './orgs/rules.ts'
export { grantsOf } from './roles/rules.ts'
export { setUpCode, welcome } from './sign-in/set-up.ts'
export { createAdmin } from './staff/create-admin.ts'
export { createStaff } from './staff/create-staff.ts'
export { createStore } from './stores/create-store.ts'
export { allStores, storeById } from './stores/queries.ts'

export const module: ServerModule = { name: 'team', routes }
