import type { Endpoint } from '@shuke/contract/shared/endpoint.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { knownMigrations } from '../db/migrate.ts'
import { AppError } from '../errors.ts'
import { metricsText } from '../metrics.ts'
import type { Runtime } from '../runtime.ts'
import { documentationPage } from './documentation-page.ts'
import { openApiDocument } from './openapi.ts'
import { API_PREFIX } from './register-route.ts'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

function mayReadMetrics(request: FastifyRequest, token: string | undefined): boolean {
  if (token !== undefined) return request.headers.authorization === `Bearer ${token}`
  return LOOPBACK.has(request.ip)
}

/** Is everything there that requests need? Each check by name; none says more than ok or not. */
async function readiness(runtime: Runtime): Promise<Record<string, boolean>> {
  const attempt = async (check: () => Promise<boolean>) => check().catch(() => false)
  const { db } = runtime.database
  return {
    database: await attempt(async () => (await sql`select 1`.execute(db)).rows.length === 1),
    migrations: await attempt(async () => {
      const applied = await sql<{ name: string }>`select name from migrations`.execute(db)
      const names = new Set(applied.rows.map((row) => row.name))
      return (await knownMigrations()).every((name) => names.has(name))
    }),
    jobs: await attempt(async () => (await sql`select 1 from pgboss.version`.execute(db)).rows.length === 1),
  }
}

/** Liveness, readiness, metrics, OpenAPI and its readable twin. */
export function operatorRoutes(
  app: FastifyInstance,
  runtime: Runtime,
  catalogue: Readonly<Record<string, Endpoint>>,
  version: string,
): void {
  let document: string | undefined
  const openApi = () => {
    document ??= JSON.stringify(openApiDocument(catalogue, version))
    return document
  }
  app.get('/healthz', async () => ({ status: 'ok', version }))
  app.get('/readyz', async (_request, reply) => {
    const checks = await readiness(runtime)
    const ready = Object.values(checks).every(Boolean)
    return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not_ready', checks })
  })
  app.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(request, runtime.config.SHUKE_METRICS_TOKEN)) throw new AppError('unauthenticated')
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText(runtime))
  })
  app.get(`${API_PREFIX}/openapi.json`, async (_request, reply) => reply.type('application/json; charset=utf-8').send(openApi()))
  app.get('/api/docs', async (_request, reply) =>
    reply
      .header('content-security-policy', "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'")
      .type('text/html; charset=utf-8')
      .send(documentationPage(catalogue, version)),
  )
  app.get('/api/docs/style.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(documentationPage.style))
}
