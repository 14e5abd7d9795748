import * as apiKeys from '@shuke/contract/team/api-keys.ts'
import * as demo from '@shuke/contract/team/demo.ts'
import * as contract from '@shuke/contract/team/sign-in.ts'
import * as stores from '@shuke/contract/team/stores.ts'
import { SESSION_COOKIE, SESSION_DAYS } from '../../kernel/auth/tokens.ts'
import { type Edge, route } from '../../kernel/http/route.ts'
import { VERSION } from '../../kernel/version.ts'
import { createApiKey } from './api-keys/create-api-key.ts'
import { listApiKeys } from './api-keys/list-api-keys.ts'
import { revokeApiKey } from './api-keys/revoke-api-key.ts'
import { listDemo, openDemoSession } from './demo/open-demo-session.ts'
import { removeDemo } from './demo/remove-demo.ts'
import { changePassword } from './sign-in/change-password.ts'
import { getSession, listSessions } from './sign-in/get-session.ts'
import { setUp, welcome } from './sign-in/set-up.ts'
import { type SignedIn, signIn } from './sign-in/sign-in.ts'
import { signOut } from './sign-in/sign-out.ts'
import { createStaff } from './staff/create-staff.ts'
import { listStaff } from './staff/list-staff.ts'
import { createStore } from './stores/create-store.ts'
import { listStores } from './stores/list-stores.ts'

const cookieOptions = (edge: Edge) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: edge.request.protocol === 'https',
})

function withCookie(edge: Edge, { token, session }: SignedIn) {
  edge.reply.setCookie(SESSION_COOKIE, token, { ...cookieOptions(edge), maxAge: SESSION_DAYS * 86_400 })
  return session
}

export const routes = [
  route(contract.getWelcome, (_ctx, _input, { runtime }) => welcome(runtime, VERSION)),
  route(contract.setUp, async (_ctx, { body }, edge) => withCookie(edge, await setUp(edge.runtime, body))),
  route(contract.signIn, async (_ctx, { body }, edge) => withCookie(edge, await signIn(edge.runtime, body))),
  route(contract.getSession, (ctx, _input, { runtime }) => getSession(runtime, ctx)),
  route(contract.listSessions, (ctx, _input, { runtime }) => listSessions(runtime, ctx)),
  route(contract.signOut, async (ctx, { query }, edge) => {
    await signOut(edge.runtime, ctx, query.everywhere)
    edge.forgetIdentities()
    edge.reply.clearCookie(SESSION_COOKIE, cookieOptions(edge))
    return undefined
  }),
  route(contract.changePassword, async (ctx, { body }, edge) => {
    await changePassword(edge.runtime, ctx, body)
    edge.forgetIdentities()
    return undefined
  }),
  route(demo.listDemo, (_ctx, _input, { runtime, request }) => listDemo(runtime, request)),
  route(demo.openDemoSession, async (_ctx, { body }, edge) =>
    withCookie(edge, await openDemoSession(edge.runtime, edge.request, body)),
  ),
  route(demo.removeDemo, async (ctx, _input, edge) => {
    await removeDemo(edge.runtime, ctx)
    edge.forgetIdentities()
    return undefined
  }),
  route(apiKeys.listApiKeys, (ctx) => listApiKeys(ctx)),
  route(apiKeys.createApiKey, (ctx, { body }) => createApiKey(ctx, body)),
  route(apiKeys.revokeApiKey, async (ctx, { params }, edge) => {
    const key = await revokeApiKey(ctx, params.apiKeyId)
    edge.forgetIdentities()
    return key
  }),
  route(stores.listStores, (ctx) => listStores(ctx)),
  route(stores.createStore, (ctx, { body }) => createStore(ctx, body)),
  route(stores.listStaff, (ctx) => listStaff(ctx)),
  route(stores.createStaff, (ctx, { body }) => createStaff(ctx, body)),
]
