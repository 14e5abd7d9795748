import { expect, test } from 'vitest'
import { testApp, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { setUpCode } from '../index.ts'

const runtime = await testRuntime()
const app = await testApp(runtime)
const json = { 'content-type': 'application/json' }
const cookieOf = (response: { headers: Record<string, unknown> }) => String(response.headers['set-cookie']).split(';')[0]!
const owner = { identifier: '13800135678', password: 'a long enough one' }
const setUp = (extra: object = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/setup',
    headers: json,
    payload: { code: setUpCode(runtime), orgName: '熟客美发', trade: 'salon', ownerName: '王丽华', ...owner, ...extra },
  })
const signIn = (extra: object = {}) =>
  app.inject({ method: 'POST', url: '/api/v1/sessions', headers: json, payload: { ...owner, ...extra } })
const current = (cookie: string) => app.inject({ method: 'GET', url: '/api/v1/sessions/current', headers: { cookie } })

test('first start, sign-in and sign-out everywhere', async () => {
  expect((await app.inject('/api/v1/welcome')).json()).toMatchObject({ setUp: true, orgs: 0 })
  expect((await setUp({ code: 'wrong' })).statusCode).toBe(403)
  const done = await setUp()
  expect(done.statusCode, done.body).toBe(201)
  expect(done.json()).toMatchObject({
    role: 'owner',
    org: { name: '熟客美发', slug: 'org' },
    account: { name: '王丽华', phone: '138****5678' },
  })
  expect((await setUp()).statusCode).toBe(409)

  const first = cookieOf(await signIn())
  const second = cookieOf(await signIn({ identifier: '+86 138-0013-5678' }))
  expect(first).not.toBe(second)
  expect((await current(first)).statusCode).toBe(200)
  const out = await app.inject({ method: 'DELETE', url: '/api/v1/sessions/current?everywhere=true', headers: { cookie: first } })
  expect(out.statusCode, out.body).toBe(204)
  expect((await current(first)).statusCode).toBe(401)
  expect((await current(second)).statusCode).toBe(401)
})

test('guesses lock the account, and unknown accounts answer alike', async () => {
  const unknown = await signIn({ identifier: '13900000000' })
  const wrong = await signIn({ password: 'wrong' })
  expect([unknown.statusCode, wrong.statusCode]).toEqual([401, 401])
  expect({ ...unknown.json(), requestId: '' }).toEqual({ ...wrong.json(), requestId: '' })
  for (let guess = 0; guess < 4; guess++) await signIn({ password: 'wrong' })
  const locked = await signIn()
  expect(locked.statusCode).toBe(429)
  expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0)
})

test('another site, another host and another tab are refused', async () => {
  const cookie = cookieOf(
    await app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      headers: json,
      payload: { identifier: 'nobody@example.com', password: 'x' },
    }),
  )
  expect(cookie).toBe('undefined')
  expect((await app.inject({ url: '/api/v1/welcome', headers: { host: 'evil.example' } })).statusCode).toBe(421)
})
