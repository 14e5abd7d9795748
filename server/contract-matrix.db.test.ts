import { catalogue } from '@shuke/contract/catalogue.ts'
import type { Endpoint } from '@shuke/contract/shared/endpoint.ts'
import { PERMISSIONS } from '@shuke/contract/shared/permissions.ts'
import { describe, expect, test } from 'vitest'
import { routes } from './app.ts'
import { API_PREFIX } from './kernel/http/register-route.ts'
import { BAD_VALUES, sampleOf, spoilt } from './kernel/testing/sample.ts'
import { freshOrg, testApp, testRuntime } from './kernel/testing/test-runtime.ts'
import { createCustomer } from './modules/customers/index.ts'
import { createOrder, createPromise, createTask } from './modules/interactions/index.ts'
import { createApiKey } from './modules/team/index.ts'

// Made from the contract: an endpoint that is added later is covered without anybody remembering.

const runtime = await testRuntime()
const app = await testApp(runtime)
const ours = await freshOrg(runtime)
const theirs = await freshOrg(runtime)
const keyOf = async (org: typeof ours, scopes?: (typeof PERMISSIONS)[number][]) =>
  (await createApiKey(org.ctx, { name: 'matrix', ...(scopes && { scopes }) })).key

const customer = await createCustomer(theirs.ctx, {
  kind: 'person',
  name: '王丽华',
  contacts: [{ kind: 'phone', value: '13800135678', isPrimary: true }],
  plates: [],
  tags: [],
  leadSource: 'walk_in',
})
const order = await createOrder(theirs.ctx, {
  kind: 'sale',
  customerId: customer.id,
  amount: { amount: 100, currency: 'CNY' },
  items: [],
  performers: [],
  payments: [],
})
const theirStaff = await theirs.as('consultant')
const task = await createTask(theirStaff, { title: '回访', due: { day: '2026-12-01' } })
const promise = await createPromise(theirs.ctx, {
  customerId: customer.id,
  staffId: theirStaff.actor.staffId,
  text: '留位',
  dueDay: '2026-12-01',
})
const theirApiKey = await createApiKey(theirs.ctx, { name: 'theirs' })
/** Real ids of the other org under every path parameter the contract knows. */
const THEIR_IDS: Record<string, string> = {
  customerId: customer.id,
  contactId: customer.contacts[0]!.id,
  orderId: order.id,
  taskId: task.id,
  promiseId: promise.id,
  source: 'tasks',
  itemId: task.id,
  apiKeyId: theirApiKey.id,
  jobId: runtime.ids.uuid(),
  importId: runtime.ids.uuid(),
}

const endpoints = Object.entries(catalogue)
const closed = endpoints.filter(([, endpoint]) => endpoint.permission !== 'public')
const paramsOf = (endpoint: Endpoint) => [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
const pathWith = (endpoint: Endpoint, value: (name: string) => string) =>
  API_PREFIX + endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(name)))

/** Only what is required, so that nothing but the foreign id can be wrong. */
const smallestBody = (endpoint: Endpoint): unknown => (endpoint.body?.safeParse({}).success ? {} : sampleOf(endpoint.body!))

interface Call {
  key?: string | undefined
  path?: string
  query?: Record<string, string>
  body?: unknown
  headers?: Record<string, string>
}
async function call(endpoint: Endpoint, { key, path, query, body, headers = {} }: Call) {
  const url = path ?? pathWith(endpoint, (name) => THEIR_IDS[name] ?? runtime.ids.uuid())
  const isFile = endpoint.consumes === 'file'
  return app.inject({
    method: endpoint.method,
    url,
    ...(query && { query }),
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(endpoint.ifMatch && { 'if-match': '"v1"' }),
      ...(isFile && { 'content-type': 'application/octet-stream' }),
      ...headers,
    },
    ...(isFile ? { payload: 'customer_no\n1\n' } : body !== undefined && { payload: body as object }),
  })
}

/** Everything an org's readers could notice; a refused request must not change it. */
async function stateOf(orgId: string): Promise<string> {
  const client = await runtime.database.pool.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'org_id' order by 1`,
    )
    await client.query(`begin; set local app.org_id = '${orgId}'`)
    let state = ''
    for (const { name } of tables) {
      const { rows } = await client.query<{ h: string }>(
        `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as h from "${name}" t`,
      )
      state += `${name} ${rows[0]!.h}\n`
    }
    await client.query('commit')
    return state
  } finally {
    client.release()
  }
}

test('every endpoint has exactly one route, and every path parameter a foreign id', () => {
  const routed = routes.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`)
  expect(new Set(routed).size).toBe(routed.length)
  expect(routed.toSorted()).toEqual(endpoints.map(([, endpoint]) => `${endpoint.method} ${endpoint.path}`).toSorted())
  for (const [name, endpoint] of endpoints)
    for (const parameter of paramsOf(endpoint)) expect(THEIR_IDS[parameter], `${name}: ${parameter}`).toBeDefined()
})

describe.each(closed)('%s', (_name, endpoint) => {
  test('without a session it is refused', async () => {
    const answer = await call(endpoint, { body: endpoint.body ? sampleOf(endpoint.body) : undefined })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['content-type']).toContain('application/problem+json')
    const forged = await call(endpoint, { key: 'shk_not-a-key', body: endpoint.body ? sampleOf(endpoint.body) : undefined })
    expect(forged.statusCode).toBe(401)
  })

  test('without the right it is refused, whatever the input', async () => {
    if (endpoint.permission === 'signed_in') return
    const others = PERMISSIONS.filter((permission) => permission !== endpoint.permission)
    const key = await keyOf(ours, others)
    for (const body of [endpoint.body ? sampleOf(endpoint.body) : undefined, endpoint.body ? { nonsense: true } : undefined]) {
      const answer = await call(endpoint, { key, body })
      expect(answer.statusCode, answer.body).toBe(403)
    }
  })

  test("another org's id is not there, and nothing of the other org changes", async () => {
    if (paramsOf(endpoint).length === 0) return
    const before = await stateOf(theirs.org.id)
    const answer = await call(endpoint, { key: await keyOf(ours), body: endpoint.body ? smallestBody(endpoint) : undefined })
    expect(answer.statusCode, answer.body).toBe(404)
    expect(await stateOf(theirs.org.id)).toBe(before)
  })

  test('malformed input of every kind is answered below 500 and changes nothing', async () => {
    const key = await keyOf(ours)
    const before = await stateOf(ours.org.id)
    const refused = async (request: Call) => {
      const answer = await call(endpoint, { key, ...request })
      expect(answer.statusCode, `${JSON.stringify(request).slice(0, 300)} → ${answer.body.slice(0, 300)}`).toBeLessThan(500)
      return answer
    }
    for (const parameter of paramsOf(endpoint)) {
      for (const bad of ['x', '0', '%00', "' or 1=1", 'x'.repeat(150), '01920000-0000-7000-8000-00000000000g']) {
        const answer = await refused({
          path: pathWith(endpoint, (name) => (name === parameter ? bad : THEIR_IDS[name]!)),
          body: endpoint.body ? sampleOf(endpoint.body) : undefined,
        })
        expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      }
    }
    const query = endpoint.query ? (sampleOf(endpoint.query) as Record<string, unknown>) : {}
    for (const name of Object.keys(query))
      for (const bad of BAD_VALUES)
        await refused({ query: { [name]: typeof bad === 'string' ? bad : (JSON.stringify(bad) ?? '') } })
    expect((await refused({ query: { noSuchParameter: '1' } })).statusCode).toBe(400)
    for (const header of ['if-match', 'idempotency-key', 'shuke-org']) {
      for (const bad of ['', '""', 'x', '"v99999999999999999999"', 'a b'])
        await refused({ headers: { [header]: bad }, body: endpoint.body ? { unknownField: 1 } : undefined })
    }
    if (!endpoint.body) return
    for (const payload of [
      '{',
      '[',
      '"',
      '{"a":',
      'null',
      '[]',
      '5',
      '"text"',
      '{"__proto__":{"admin":true}}',
      `{"x":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    ]) {
      await refused({ body: payload, headers: { 'content-type': 'application/json' } })
    }
    await refused({ body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect(await stateOf(ours.org.id)).toBe(before)
    const broken = [...spoilt(sampleOf(endpoint.body))].filter(
      (body) => !endpoint.body!.safeParse(JSON.parse(JSON.stringify(body))).success,
    )
    for (const body of broken) expect((await refused({ body })).statusCode).toBeGreaterThanOrEqual(400)
    expect(await stateOf(ours.org.id)).toBe(before)
    // What the schema lets through may still break a rule or the database: never a fault of ours.
    for (const body of spoilt(sampleOf(endpoint.body))) if (!broken.includes(body)) await refused({ body })
  })
})

test('public endpoints answer malformed input below 500', async () => {
  for (const [name, endpoint] of endpoints.filter(([, one]) => one.permission === 'public')) {
    for (const body of endpoint.body ? [...spoilt(sampleOf(endpoint.body))].slice(0, 200) : [undefined]) {
      const answer = await call(endpoint, { body })
      expect(answer.statusCode, `${name} ${answer.body}`).toBeLessThan(500)
    }
  }
})
