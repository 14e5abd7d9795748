import type { ServerModule } from '../../kernel/http/route.ts'
import { importKinds } from './import-seams.ts'
import { routes } from './routes.ts'
import { seams } from './seams.ts'

export { createPromise } from './promises/create-promise.ts'
export { createOrder } from './purchases/create-order.ts'
export { COUNTED, NET } from './purchases/summary-queries.ts'
export { createTask } from './tasks/create-task.ts'
export { noteInteraction } from './timeline/note-interaction.ts'

export const module: ServerModule = { name: 'interactions', routes, seams: { ...seams, importKinds } }
