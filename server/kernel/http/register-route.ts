import { Readable } from 'node:stream'
import type { Endpoint } from '@shuke/contract/shared/endpoint.ts'
import type { Locale } from '@shuke/contract/shared/locale.ts'
import { pickLocale } from '@shuke/contract/shared/locale.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { anonymous, type Identity, NO_ORG } from '../auth/identity.ts'
import { AppError } from '../errors.ts'
import { ctxFor, type Runtime } from '../runtime.ts'
import { authorize } from '../tenancy/authorize.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { type KeptReply, once } from './idempotency.ts'
import { checkSameOrigin } from './origin.ts'
import { invalidInput } from './problem.ts'
import type { Route } from './route.ts'
import { receiveUpload } from './upload.ts'

export const API_PREFIX = '/api/v1'

/** `/customers/{customerId}` → `/customers/:customerId`. */
export const routerPath = (path: string): string => API_PREFIX + path.replace(/\{(\w+)\}/g, ':$1')

const etagOf = (version: unknown) => `"v${version}"`

function versionFrom(request: FastifyRequest): number {
  const header = request.headers['if-match']
  if (header === undefined) throw new AppError('if_match_required')
  const version = /^(?:W\/)?"v(\d{1,15})"$/.exec(header.trim())?.[1]
  if (version === undefined) throw new AppError('stale')
  return Number(version)
}

const DEEPEST_JSON = 32
/** Schemas that refer to themselves recurse as deep as the input does; no honest request comes near this. */
function isTooDeep(body: unknown): boolean {
  let level = [body]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST_JSON) return true
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return false
}

/** The JSON body. @throws AppError malformed when there is none and there should be, or when it is nested without end */
function bodyOf(request: FastifyRequest, endpoint: Endpoint): unknown {
  if (isTooDeep(request.body))
    throw new AppError('malformed', { reason: { zh: 'JSON 嵌套过深。', en: 'the JSON is nested too deeply.' } })
  if (request.body !== undefined || !endpoint.body) return request.body
  if (endpoint.bodyOptional) return {}
  throw new AppError('malformed', { reason: { zh: '缺少 JSON 内容。', en: 'the JSON body is missing.' } })
}

const parsePart = (part: 'body' | 'query' | 'path', schema: z.ZodType | undefined, value: unknown): unknown => {
  if (!schema) return undefined
  const result = schema.safeParse(value, { reportInput: true })
  if (!result.success) throw invalidInput(part, result.error)
  return result.data
}

/** A misspelt query parameter must not be ignored silently: the answer would look right and be wrong. */
const strictQuery = (schema: z.ZodType | undefined): z.ZodType =>
  schema instanceof z.ZodObject ? schema.strict() : z.strictObject({})

/** Finds who a request comes from; `forget` ends all belief from memory. */
export interface Identities {
  identify(request: FastifyRequest): Promise<Identity | null>
  forget(): void
}

/** Makes an HTTP route of a contract endpoint: identity, rights, input, repetition, act, output, in this order. */
export function registerRoute(app: FastifyInstance, runtime: Runtime, route: Route, identities: Identities): void {
  const { endpoint } = route
  const querySchema = strictQuery(endpoint.query)
  const status = endpoint.status ?? 200
  const produces = endpoint.produces ?? 'application/json'
  const takesFile = endpoint.consumes === 'file'

  const contextOf = async (request: FastifyRequest, locale: Locale): Promise<Ctx> => {
    const who = await identities.identify(request)
    if (endpoint.permission === 'public')
      return ctxFor(runtime, who?.org ?? NO_ORG, who?.actor ?? anonymous, { locale, requestId: request.id })
    if (!who) throw new AppError('unauthenticated')
    if (who.by === 'cookie') checkSameOrigin(request)
    const named = request.headers['shuke-org']
    if (named !== undefined && named !== who.org.slug && named !== who.org.id) throw new AppError('wrong_org')
    const ctx = ctxFor(runtime, who.org, who.actor, { locale, requestId: request.id })
    if (endpoint.permission !== 'signed_in') authorize(ctx, endpoint.permission)
    return ctx
  }

  const run = async (
    ctx: Ctx,
    request: FastifyRequest,
    reply: FastifyReply,
    input: Record<string, unknown>,
  ): Promise<KeptReply | FastifyReply> => {
    const result = await route.handle(ctx, input as never, {
      runtime,
      request,
      reply,
      forgetIdentities: () => identities.forget(),
    })
    if (result === reply) return reply
    if (result instanceof Readable) return { status, body: result, headers: { 'content-type': `${produces}; charset=utf-8` } }
    // Undeclared properties are dropped here; a missing one is our bug and must not look like the caller's.
    const body = status === 204 ? undefined : endpoint.output.parse(result)
    const version = (body as { version?: unknown } | undefined)?.version
    return { status, body, headers: version === undefined ? {} : { etag: etagOf(version) } }
  }

  app.route({
    method: endpoint.method,
    url: routerPath(endpoint.path),
    handler: async (request, reply) => {
      const locale = pickLocale(request.headers['accept-language'])
      const ctx = await contextOf(request, locale)
      const params = parsePart('path', endpoint.params, request.params)
      const query = parsePart('query', querySchema, request.query)
      const version = endpoint.ifMatch ? versionFrom(request) : 0
      const upload = takesFile
        ? await receiveUpload(request.body as Readable, runtime.config.SHUKE_MAX_UPLOAD_MB * 1048576)
        : undefined
      try {
        const body = takesFile ? undefined : parsePart('body', endpoint.body, bodyOf(request, endpoint))
        const input = { params, query, body, version, file: upload }
        const key = request.headers['idempotency-key']
        const repeatable =
          endpoint.method === 'POST' &&
          endpoint.keepReply !== false &&
          !endpoint.safe &&
          typeof key === 'string' &&
          ctx.org !== NO_ORG
        const answer = repeatable
          ? await once(
              ctx,
              key,
              { method: request.method, url: request.url, body: body ?? upload?.sha256 },
              async (inner) => (await run(inner, request, reply, input)) as KeptReply,
            )
          : await run(ctx, request, reply, input)
        if (!('headers' in answer && 'body' in answer)) return reply
        const { status: code, body: content, headers } = answer
        if (headers.etag && request.method === 'GET' && request.headers['if-none-match'] === headers.etag)
          return reply.code(304).headers(headers).send()
        return reply.code(code).headers(headers).send(content)
      } finally {
        await upload?.discard()
      }
    },
  })
}
