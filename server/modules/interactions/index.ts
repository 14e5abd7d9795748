import type { ServerModule } from '../../kernel/http/route.ts'
import { routes } from './routes.ts'
import { seams } from './seams.ts'

export { createOrder } from './purchases/create-order.ts'
export { COUNTED, NET } from './purchases/summary-queries.ts'
export { noteInteraction } from './timeline/note-interaction.ts'

export const module: ServerModule = { name: 'interactions', routes, seams }
