import { findDuplicates, getCustomer, listCustomers, updateCustomer } from '@shuke/contract/customers/profile.ts'
import { signOut } from '@shuke/contract/team/sign-in.ts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiProblem } from './api-problem.ts'
import { addressOf, call, speaker } from './call.ts'
import { newId } from './new-id.ts'

const answer = (body: unknown, init: ResponseInit = {}) => {
  const fetched = vi.fn(
    async (_url: string, _init: RequestInit) => new Response(body === null ? null : JSON.stringify(body), init),
  )
  vi.stubGlobal('fetch', fetched)
  return fetched
}
afterEach(() => vi.unstubAllGlobals())

describe('call', () => {
  it('fills path and query and leaves empty filters out', () => {
    expect(addressOf(getCustomer, { customerId: 'a/b' })).toBe('/api/v1/customers/a%2Fb')
    expect(addressOf(listCustomers, {}, { q: '张', tag: '', city: undefined, limit: 50 })).toBe(
      '/api/v1/customers?q=%E5%BC%A0&limit=50',
    )
  })

  it('sends org, language, version and key', async () => {
    const fetched = answer({ id: '1' }, { headers: { 'content-type': 'application/json' } })
    speaker.org = 'demo'
    speaker.locale = 'en'
    await call(updateCustomer, { params: { customerId: '1' }, body: { name: 'Li' }, ifMatch: 7, idempotencyKey: 'k' })
    const [url, init] = fetched.mock.calls[0]!
    const headers = init.headers as Headers
    expect(url).toBe('/api/v1/customers/1')
    expect(init.method).toBe('PATCH')
    expect(Object.fromEntries(headers)).toMatchObject({
      'shuke-org': 'demo',
      'accept-language': 'en',
      'if-match': '"v7"',
      'idempotency-key': 'k',
      'content-type': 'application/json',
    })
  })

  it('turns a problem document into an error that knows its fields', async () => {
    answer(
      {
        code: 'invalid',
        detail: 'Some values break a rule',
        status: 422,
        errors: [{ pointer: '/phone', code: 'required', detail: 'Required.' }],
      },
      { status: 422, headers: { 'content-type': 'application/problem+json' } },
    )
    const problem = await call(findDuplicates, { body: {} }).catch((error: unknown) => error)
    expect(problem).toBeInstanceOf(ApiProblem)
    expect((problem as ApiProblem).code).toBe('invalid')
    expect((problem as ApiProblem).faultOf('phone')).toBe('Required.')
    expect((problem as ApiProblem).faultOf('name')).toBeUndefined()
  })

  it('says offline when there is no answer, unreadable when a proxy answers in HTML', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')))
    await expect(call(signOut)).rejects.toMatchObject({ code: 'offline', status: 0 })
    vi.stubGlobal(
      'fetch',
      async () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
    )
    await expect(call(signOut)).rejects.toMatchObject({ code: 'unreadable', status: 502 })
  })

  it('gives nothing for 204', async () => {
    answer(null, { status: 204 })
    expect(await call(signOut, { query: { everywhere: 'true' } })).toBeUndefined()
  })
})

describe('newId', () => {
  it('is a version 7 UUID that sorts by time', () => {
    expect(newId(0)).toMatch(/^00000000-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(newId(1_000) < newId(2_000)).toBe(true)
    expect(newId(5)).not.toBe(newId(5))
  })
})
