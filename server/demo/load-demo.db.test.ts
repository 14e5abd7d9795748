import { expect, test } from 'vitest'
import { testApp, testRuntime } from '../kernel/testing/test-runtime.ts'
import { demoOrgs } from '../modules/team/index.ts'
import { loadDemo } from './load-demo.ts'

const runtime = await testRuntime()
const app = await testApp(runtime)
const json = { 'content-type': 'application/json' }
const enter = (org: string, role: string, more: object = {}) =>
  app.inject({ method: 'POST', url: '/api/v1/demo/sessions', headers: json, payload: { org, role }, ...more })

test('the demo is made once, entered by one click on this machine only, and removed without a trace', async () => {
  await loadDemo(runtime)
  const orgs = await demoOrgs(runtime.database.db)
  expect(orgs.map((org) => [org.slug, org.is_ready])).toEqual([
    ['demo-salon', true],
    ['demo-dealer', true],
    ['demo-accounts', true],
  ])
  await loadDemo(runtime)
  expect((await demoOrgs(runtime.database.db)).length).toBe(3)

  expect((await app.inject('/api/v1/demo')).json().data[0]).toMatchObject({
    slug: 'demo-salon',
    roles: ['owner', 'manager', 'consultant', 'front_desk'],
    isReady: true,
  })
  const from = { remoteAddress: '192.168.1.20' }
  expect((await app.inject({ url: '/api/v1/demo', ...from })).json().data).toEqual([])
  expect((await enter('demo-salon', 'owner', from)).statusCode).toBe(403)

  const owner = await enter('demo-salon', 'owner')
  expect(owner.statusCode, owner.body).toBe(201)
  const cookie = String(owner.headers['set-cookie']).split(';')[0]!
  const pyramid = (await app.inject({ url: '/api/v1/value/pyramid', headers: { cookie } })).json()
  expect(pyramid.customers).toBeGreaterThan(1000)
  expect(pyramid.tiers[0].customers).toBe(Math.ceil(pyramid.customers / 100))
  const consultant = String((await enter('demo-salon', 'consultant')).headers['set-cookie']).split(';')[0]!
  expect((await app.inject({ url: '/api/v1/value/pyramid', headers: { cookie: consultant } })).statusCode).toBe(403)

  const removed = await app.inject({ method: 'POST', url: '/api/v1/demo/removal', headers: { cookie } })
  expect(removed.statusCode, removed.body).toBe(204)
  const { rows } = await runtime.database.pool.query(
    'select (select count(*) from platform.orgs) + (select count(*) from platform.accounts) as n',
  )
  expect(rows).toEqual([{ n: 0 }])
})
