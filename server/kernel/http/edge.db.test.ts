import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { createApp } from '../../app.ts'
import { createCustomer } from '../../modules/customers/index.ts'
import { createApiKey, createStaff } from '../../modules/team/index.ts'
import { queueJob } from '../jobs/queue-job.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import { freshOrg, testApp, testRuntime } from '../testing/test-runtime.ts'

const runtime = await testRuntime()
const app = await testApp(runtime)
const { org, ctx } = await freshOrg(runtime)
const authorization = `Bearer ${(await createApiKey(ctx, { name: 'edge' })).key}`
const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { authorization, ...headers }, payload })
const countCustomers = async () =>
  (await app.inject({ url: '/api/v1/customers?limit=200', headers: { authorization } })).json().data.length as number
const someone = { kind: 'person' as const, contacts: [], plates: [], tags: [], leadSource: 'walk_in' as const }

test('the same Idempotency-Key gives the same answer once, also for a double click; another body is refused', async () => {
  const before = await countCustomers()
  const headers = { 'idempotency-key': 'ticket-1' }
  const [first, second] = await Promise.all([
    post('/customers', { name: '双击' }, headers),
    post('/customers', { name: '双击' }, headers),
  ])
  expect([first.statusCode, second.statusCode]).toEqual([201, 201])
  expect(second.json()).toEqual(first.json())
  expect((await post('/customers', { name: '双击' }, headers)).body).toBe(first.body)
  expect((await post('/customers', { name: '别人' }, headers)).json()).toMatchObject({
    code: 'idempotency_mismatch',
    status: 409,
  })
  expect(await countCustomers()).toBe(before + 1)
})

test('a refused request is not kept: corrected, the same key works', async () => {
  const headers = { 'idempotency-key': 'ticket-2' }
  expect((await post('/customers', { name: 5 }, headers)).statusCode).toBe(422)
  expect((await post('/customers', { name: '改对了' }, headers)).statusCode).toBe(201)
})

test('hostile shapes are refused with a problem document: endless nesting, half addresses, wrong types, unreadable paths', async () => {
  const nested = `${'{"and":['.repeat(3000)}${']}'.repeat(3000)}`
  const raw = (url: string, payload: string, type = 'application/json') =>
    app.inject({ method: 'POST', url: `/api/v1${url}`, headers: { authorization, 'content-type': type }, payload })
  expect((await raw('/customers/search', `{"filter":${nested}}`)).statusCode).toBe(400)
  expect((await raw('/customers', '{"name":"x"}', 'text/plain')).statusCode).toBe(415)
  for (const q of ['@', 'half@address']) expect((await post('/customers/search', { q })).json()).toMatchObject({ data: [] })
  for (const value of [1.5, 1e300])
    expect((await post('/customers/search', { filter: { field: 'birthMonth', op: 'eq', value } })).statusCode).toBe(422)
  const faults = (await post('/customers', { name: 5, contacts: [{ kind: 'phone' }] })).json().errors
  expect(faults).toMatchObject([
    { pointer: '/name', code: 'wrong_type' },
    { pointer: '/contacts/0/value', code: 'required' },
  ])
  expect((await app.inject({ url: '/api/v1/customers/%zz', headers: { authorization } })).json()).toMatchObject({
    code: 'malformed',
    status: 400,
  })
})

test('ETag and If-Match: not modified, required, lost race', async () => {
  const made = await post('/customers', { name: '版本' })
  const url = `/api/v1/customers/${made.json().id}`
  expect(made.headers.etag).toBe('"v1"')
  expect((await app.inject({ url, headers: { authorization, 'if-none-match': '"v1"' } })).statusCode).toBe(304)
  const patch = (etag?: string) =>
    app.inject({ method: 'PATCH', url, headers: { authorization, ...(etag && { 'if-match': etag }) }, payload: { city: '成都' } })
  expect((await patch()).json()).toMatchObject({ status: 428, code: 'if_match_required' })
  const race = await Promise.all([patch('"v1"'), patch('"v1"')])
  expect(race.map((answer) => answer.statusCode).toSorted()).toEqual([200, 412])
})

test('problems name field, reason and remedy in the reader’s language', async () => {
  const answer = (language: string) =>
    post('/customers', { contacts: [{ kind: 'phone', value: '138****5678' }] }, { 'accept-language': language })
  expect((await answer('zh-CN')).json()).toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/contacts/0/value', detail: expect.stringContaining('打码') }],
  })
  const english = await answer('en')
  expect(english.headers['content-type']).toContain('application/problem+json')
  expect(english.json()).toMatchObject({
    errors: [{ detail: expect.stringContaining('masked') }],
    requestId: english.headers['x-request-id'],
  })
})

test('a tab of another org, another site and an unknown host are refused', async () => {
  expect(
    (await app.inject({ url: '/api/v1/customers', headers: { authorization, 'shuke-org': 'somebody-else' } })).statusCode,
  ).toBe(409)
  expect((await app.inject({ url: '/api/v1/customers', headers: { authorization, 'shuke-org': org.slug } })).statusCode).toBe(200)
  expect((await app.inject({ url: '/api/v1/welcome', headers: { host: 'attacker.example' } })).statusCode).toBe(421)
})

test('the page answers a caller that accepts no compression, never as a plain file without its nonce', async () => {
  for (const url of ['/', '/index.html', '/customers']) {
    const { statusCode, headers } = await app.inject(url)
    if (statusCode === 503) expect(headers['content-type']).toContain('problem+json')
    else expect([statusCode, String(headers['content-security-policy'])]).toEqual([200, expect.stringContaining("'nonce-")])
  }
})

test('behind a proxy on this machine the caller is the one it names: no metrics, and a cookie for TLS only', async () => {
  const proxied = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' }
  expect((await app.inject({ url: '/metrics', headers: proxied })).statusCode).toBe(401)
  expect((await app.inject({ url: '/metrics' })).statusCode).toBe(200)
  const identifier = 'proxied@example.com'
  await createStaff(ctx, { name: '代理', storeIds: [], role: 'admin', identifier, password: 'a long enough one' })
  const signIn = (headers: Record<string, string>) =>
    app.inject({ method: 'POST', url: '/api/v1/sessions', headers, payload: { identifier, password: 'a long enough one' } })
  expect(String((await signIn(proxied)).headers['set-cookie'])).toContain('Secure')
  expect(String((await signIn({})).headers['set-cookie'])).not.toContain('Secure')
})

test('readiness, OpenAPI and its readable twin answer; metrics only here', async () => {
  expect((await app.inject('/readyz')).json()).toEqual({
    status: 'ready',
    checks: { database: true, migrations: true, jobs: true },
  })
  const document = (await app.inject('/api/v1/openapi.json')).json()
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths)).toContain('/api/v1/customers/{customerId}')
  const docs = await app.inject('/api/docs')
  expect(docs.body).toContain('/api/v1/customers')
  expect((await app.inject({ url: '/metrics', remoteAddress: '10.1.2.3' })).statusCode).toBe(401)
})

test('closing ends open event streams instead of waiting for them', async () => {
  const closing = await createApp(runtime)
  const jobId = await inTenantTx(ctx, (tx) => queueJob(tx, ctx, 'value.recalculation', {}))
  await closing.listen({ port: 0, host: '127.0.0.1' })
  const { port } = closing.server.address() as { port: number }
  const socket = connect(port, '127.0.0.1')
  const opened = new Promise<string>((resolve) => socket.once('data', (chunk) => resolve(chunk.toString())))
  const ended = new Promise((resolve) => socket.once('close', resolve))
  socket.write(`GET /api/v1/jobs/${jobId}/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${authorization}\r\n\r\n`)
  expect(await opened).toContain('text/event-stream')
  await closing.close()
  await ended
})

test('a lost reference inside a race is refused, not half-written', async () => {
  const owner = await createCustomer(ctx, { ...someone, name: '编号', customerNo: 'N-1' })
  const answers = await Promise.all(
    Array.from({ length: 4 }, () =>
      post('/customers', { customerNo: 'N-2', contacts: [{ kind: 'phone', value: '13800000000' }] }),
    ),
  )
  expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([201, 409, 409, 409])
  expect(owner.customerNo).toBe('N-1')
})
