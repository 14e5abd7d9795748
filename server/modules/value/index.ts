import type { ServerModule } from '../../kernel/http/route.ts'
import { handlers } from './events.ts'
import { nightlyRecalculation, recalculation } from './jobs.ts'
import { routes } from './routes.ts'

export { analyze, FIGURES, type Figure } from './analysis/analyze.ts'

export const module: ServerModule = { name: 'value', routes, jobs: [recalculation], handlers, schedules: [nightlyRecalculation] }
