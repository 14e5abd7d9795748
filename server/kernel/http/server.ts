import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { pickLocale } from '@shuke/contract/shared/locale.ts'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { SESSION_COOKIE } from '../auth/tokens.ts'
import { errorFromDatabase } from '../db/db-errors.ts'
import { AppError } from '../errors.ts'
import { faultOf } from '../fault.ts'
import { observeRequest } from '../metrics.ts'
import type { Runtime } from '../runtime.ts'
import { checkHost } from './origin.ts'
import { problemOf } from './problem.ts'
import { type Identities, registerRoute, routerPath } from './register-route.ts'
import type { Route } from './route.ts'

const JSON_LIMIT = 1_048_576
const PROBLEM_JSON = 'application/problem+json; charset=utf-8'

/** Fastify's and plugins' own refusals as ours. */
function asAppError(error: FastifyError | AppError): AppError {
  if (error instanceof AppError) return error
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AppError('too_large', { limit: '1 MB' })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError('unsupported_media', { expected: 'application/json' })
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new AppError('malformed', { reason: { zh: '不是有效的 JSON。', en: 'the body is not valid JSON.' } })
    default:
      break
  }
  if (error.statusCode === 429) return new AppError('too_many_requests', { seconds: 60 })
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new AppError('malformed', { reason: { zh: '请求无法读取。', en: 'the request cannot be read.' } })
  }
  return errorFromDatabase(error) ?? new AppError('internal')
}

const takesFile = (route: Route) => route.endpoint.consumes === 'file'

export interface HttpOptions {
  version: string
  identities: Identities
  routes: readonly Route[]
}

/** The HTTP server with every API route; static files, health and documentation are added by app.ts. */
export async function createHttp(runtime: Runtime, options: HttpOptions): Promise<FastifyInstance> {
  const { config, log } = runtime
  const answerError = (error: FastifyError | AppError, request: FastifyRequest, reply: FastifyReply) => {
    const known = asAppError(error)
    if (known.code === 'internal')
      log.error({ requestId: request.id, route: request.routeOptions.url, fault: faultOf(error) }, 'request failed')
    const { seconds } = known.data
    if (typeof seconds === 'number') reply.header('retry-after', String(seconds))
    const problem = problemOf(known, pickLocale(request.headers['accept-language']), request.id)
    return reply.code(problem.status).type(PROBLEM_JSON).send(JSON.stringify(problem))
  }
  const app = Fastify({
    genReqId: () => runtime.ids.uuid(),
    logger: false,
    bodyLimit: JSON_LIMIT,
    // Open event streams would hold the shutdown for ever.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    return503OnClosing: true,
    // A proxy on this machine tells the caller's address and whether TLS was used; nobody else is believed.
    trustProxy: 'loopback',
    // An address that cannot be read never reaches a route, nor its error handler.
    frameworkErrors: (error, request, reply) => answerError(error, request as FastifyRequest, reply as unknown as FastifyReply),
  })
  const hosts = [...config.SHUKE_HOSTS, config.SHUKE_HOST].map((host) => host.toLowerCase())

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-request-id': request.id,
      'shuke-version': options.version,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    checkHost(request, hosts)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    observeRequest(request.method, route, reply.statusCode, reply.elapsedTime / 1000)
    log.debug(
      { requestId: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    )
  })

  app.setErrorHandler(answerError)

  await app.register(cookie)
  if (config.SHUKE_RATE_LIMIT > 0) {
    const publicPaths = new Set(
      options.routes.filter(({ endpoint }) => endpoint.permission === 'public').map(({ endpoint }) => routerPath(endpoint.path)),
    )
    await app.register(rateLimit, {
      max: config.SHUKE_RATE_LIMIT,
      timeWindow: 60_000,
      enableDraftSpec: true,
      // Where nobody is known yet, made-up credentials must not open a fresh allowance for guessing.
      keyGenerator: (request) =>
        publicPaths.has(request.routeOptions.url ?? '')
          ? request.ip
          : (request.headers.authorization ?? request.cookies[SESSION_COOKIE] ?? request.ip),
      allowList: (request) => !request.url.startsWith('/api/'),
    })
  }
  const [files, rest] = [options.routes.filter(takesFile), options.routes.filter((route) => !takesFile(route))]
  // A file upload is streamed by the route itself, whatever type the client names.
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    for (const route of files) registerRoute(scope, runtime, route, options.identities)
  })
  app.register(async (scope) => {
    scope.removeContentTypeParser('text/plain')
    for (const route of rest) registerRoute(scope, runtime, route, options.identities)
  })
  return app
}
