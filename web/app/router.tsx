import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { readListView } from '../features/customers/list/list-view.ts'
import { readAsOf, readRowsView } from '../features/value/rows/rows-view.ts'
import { ApiProblem } from '../lib/api/api-problem.ts'
import { leaveSession, sessionQuery } from '../lib/session/session.ts'
import { SkeletonRows } from '../ui/page/skeleton-rows.tsx'
import { NotFound } from './not-found.tsx'
import { onSessionLost, queryClient } from './query-client.ts'
import { RouteError } from './route-error.tsx'
import { Shell } from './shell/shell.tsx'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)
const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, notFoundComponent: NotFound })

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string; org?: string } => ({
    next: text(search.next),
    org: text(search.org),
  }),
  component: lazyRouteComponent(() => import('../features/team/sign-in/sign-in-page.tsx'), 'SignInPage'),
})

/** The address that the console prints at the first start. */
const setUp = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  validateSearch: (search: Record<string, unknown>): { code?: string } => ({ code: text(search.code) }),
  component: lazyRouteComponent(() => import('../features/team/sign-in/set-up-page.tsx'), 'SetUpPage'),
})

const shell = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    try {
      const session = await context.client.ensureQueryData(sessionQuery)
      if (session.mustChangePassword && location.pathname !== '/password') throw redirect({ to: '/password' })
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) throw redirect({ to: '/sign-in', search: { next: location.href } })
      throw error
    }
  },
})

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { grants } = await context.client.ensureQueryData(sessionQuery)
    throw redirect({ to: grants['tasks.read'] ? '/today' : '/find' })
  },
})
const today = createRoute({
  getParentRoute: () => shell,
  path: '/today',
  validateSearch: (search: Record<string, unknown>): { view?: 'team'; staffId?: string } => ({
    view: search.view === 'team' ? 'team' : undefined,
    staffId: text(search.staffId),
  }),
  component: lazyRouteComponent(() => import('../features/interactions/today/today-page.tsx'), 'TodayPage'),
})
const find = createRoute({
  getParentRoute: () => shell,
  path: '/find',
  component: lazyRouteComponent(() => import('../features/customers/find/find-page.tsx'), 'FindPage'),
})
const customers = createRoute({
  getParentRoute: () => shell,
  path: '/customers',
  validateSearch: readListView,
  component: lazyRouteComponent(() => import('../features/customers/list/customer-list.tsx'), 'CustomerList'),
})
const customer = createRoute({
  getParentRoute: () => shell,
  path: '/customers/$customerId',
  validateSearch: (search: Record<string, unknown>): { tab?: 'orders' } => ({
    tab: search.tab === 'orders' ? 'orders' : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/customers/page/customer-page.tsx'), 'CustomerPage'),
})
const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  component: lazyRouteComponent(() => import('../features/customers/import/import-page.tsx'), 'ImportPage'),
})
const importRun = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$importId',
  component: lazyRouteComponent(() => import('../features/customers/import/import-run-page.tsx'), 'ImportRunPage'),
})
const pyramid = createRoute({
  getParentRoute: () => shell,
  path: '/value/pyramid',
  validateSearch: readAsOf,
  component: lazyRouteComponent(() => import('../features/value/pyramid/pyramid-page.tsx'), 'PyramidPage'),
})
const rfm = createRoute({
  getParentRoute: () => shell,
  path: '/value/rfm',
  validateSearch: readAsOf,
  component: lazyRouteComponent(() => import('../features/value/rfm/rfm-page.tsx'), 'RfmPage'),
})
const valueRows = createRoute({
  getParentRoute: () => shell,
  path: '/value/customers',
  validateSearch: readRowsView,
  component: lazyRouteComponent(() => import('../features/value/rows/rows-page.tsx'), 'RowsPage'),
})
const backup = createRoute({
  getParentRoute: () => shell,
  path: '/settings/backup',
  component: lazyRouteComponent(() => import('../features/team/backup/backup-page.tsx'), 'BackupPage'),
})
const password = createRoute({
  getParentRoute: () => shell,
  path: '/password',
  component: lazyRouteComponent(() => import('../features/team/sign-in/password-page.tsx'), 'PasswordPage'),
})

const routeTree = rootRoute.addChildren([
  signIn,
  setUp,
  shell.addChildren([home, today, find, customers, customer, imports, importRun, pyramid, rfm, valueRows, backup, password]),
])

/** Plain `?city=成都&sort=-net`: the router's own JSON form makes numbers of what looks like one. */
function writeSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  )
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

export const router = createRouter({
  routeTree,
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: writeSearch,
  context: { client: queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RouteError,
  defaultPendingComponent: SkeletonRows,
  defaultPendingMs: 300,
  scrollRestoration: true,
})

onSessionLost.current = () => {
  const next = router.state.location.href
  if (next.startsWith('/sign-in')) return
  leaveSession(queryClient)
  router.navigate({ to: '/sign-in', search: { next } })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
