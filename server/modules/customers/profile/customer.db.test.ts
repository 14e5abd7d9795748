import { expect, test } from 'vitest'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { createStore } from '../../team/index.ts'
import { findDuplicates } from '../search/find-duplicates.ts'
import { listCustomers } from '../search/list-customers.ts'
import { createCustomer, type NewCustomerInput } from './create-customer.ts'
import { getCustomer } from './get-customer.ts'
import { revealContact } from './reveal-contact.ts'
import { updateCustomer } from './update-customer.ts'

const runtime = await testRuntime()
const { org, ctx, as } = await freshOrg(runtime)

const given = (fields: Partial<NewCustomerInput> = {}): NewCustomerInput => ({
  kind: 'person',
  contacts: [],
  plates: [],
  tags: [],
  leadSource: 'walk_in',
  ...fields,
})
const phone = (value: string) => [{ kind: 'phone' as const, value, isPrimary: true }]
const find = async (q: string, asCtx = ctx) =>
  (await listCustomers(asCtx, { q, sort: 'name', limit: 50 })).data.map((line) => line.name)

test('a customer is found by character, pinyin in every reading, initials, phone, tail, plate and number', async () => {
  await createCustomer(
    ctx,
    given({
      name: '曾丽华',
      contacts: phone('138 0013 5678'),
      plates: ['川A·12O45'],
      customerNo: 'VIP-7',
      formOfAddress: '曾姐',
    }),
  )
  await createCustomer(ctx, given({ name: '王丽', contacts: phone('13911112222') }))
  await createCustomer(
    ctx,
    given({ name: 'Mary Smith', contacts: [{ kind: 'email', value: 'Mary@Example.com', isPrimary: true }] }),
  )
  for (const word of [
    '曾',
    '丽华',
    '曾姐',
    'zenglihua',
    'ceng',
    'zlh',
    'clh',
    '5678',
    '00135678',
    '13800135678',
    '+86 138-0013-5678',
    '川a12045',
    '12O45',
    'vip-7',
  ]) {
    expect(await find(word), word).toEqual(['曾丽华'])
  }
  expect(await find('丽')).toEqual(['王丽', '曾丽华'])
  expect(await find('mary@example.com')).toEqual(['Mary Smith'])
  expect(await find('smi')).toEqual(['Mary Smith'])
  expect(await find('5679')).toEqual([])
  expect(await find('华曾')).toEqual([])
})

test('no phone, e-mail, address or identity number stands in the database in plain', async () => {
  const made = await createCustomer(
    ctx,
    given({ name: '赵六', contacts: phone('13712345678'), address: '成都市锦江区春熙路一号', idNumber: '510104198001011234' }),
  )
  expect(made.contacts[0]!.value.masked).toBe('137****5678')
  expect(made.address?.masked).toBe('成都市****')
  const { rows } = await runtime.database.pool
    .query<{ text: string }>({
      text: `begin; set local app.org_id = '${org.id}'; select coalesce(string_agg(t::text, '|'), '') as text from (
      select c::text as t from customers c union all select k::text from customer_contacts k union all select t::text from customer_terms t
      union all select a::text from audit_events a union all select o::text from platform.outbox o) as everything; commit`,
    } as never)
    .then((results) => (results as unknown as { rows: { text: string }[] }[])[2]!)
  for (const secret of ['13712345678', '12345678', '春熙路', '510104198001011234']) expect(rows[0]!.text).not.toContain(secret)
  expect(await revealContact(ctx, { customerId: made.id, contactId: made.contacts[0]!.id, reason: '回访' })).toEqual({
    value: '+8613712345678',
  })
})

test('an update needs the version that was read, keeps what it does not name and finds by the new name', async () => {
  const made = await createCustomer(
    ctx,
    given({
      name: '钱多多',
      contacts: phone('13699994321'),
      tags: ['老客'],
      birthday: { calendar: 'lunar', year: null, month: 8, day: 3, leap: false },
    }),
  )
  const changed = await updateCustomer(ctx, made.id, made.version, { name: '钱少少', tags: ['新客', '老客'] })
  expect(changed).toMatchObject({
    name: '钱少少',
    familyName: '钱',
    tags: ['新客', '老客'].sort(),
    version: 2,
    birthday: { calendar: 'lunar', month: 8, day: 3 },
  })
  expect(changed.contacts[0]!.value.masked).toBe('136****4321')
  await expect(updateCustomer(ctx, made.id, made.version, { city: '成都' })).rejects.toMatchObject({ code: 'stale' })
  expect(await find('钱少少')).toEqual(['钱少少'])
  expect(await find('钱多多')).toEqual([])
  expect(await find('4321')).toEqual(['钱少少'])
})

test('rows are scoped: a consultant sees own customers, a manager the store, and another org nothing', async () => {
  const store = await createStore(ctx, { name: '春熙店' })
  const consultant = await as('consultant', { storeIds: [store.id] })
  const manager = await as('manager', { storeIds: [store.id] })
  const own = await createCustomer(consultant, given({ name: '孙一一' }))
  const others = await createCustomer(ctx, given({ name: '孙二二', storeId: store.id }))
  expect(own.owner?.id).toBe(consultant.actor.staffId)
  expect(await find('孙', consultant)).toEqual(['孙一一'])
  expect(await find('孙', manager)).toEqual(['孙二二', '孙一一'].sort().reverse())
  await expect(getCustomer(consultant, others.id)).rejects.toMatchObject({ code: 'not_found' })
  const stranger = (await freshOrg(runtime)).ctx
  await expect(getCustomer(stranger, others.id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await find('孙', stranger)).toEqual([])
})

test('duplicates are told by exact keys only, and generated numbers skip taken ones', async () => {
  await createCustomer(ctx, given({ name: '周吴', contacts: phone('13512121212') }))
  expect((await findDuplicates(ctx, { phone: '135-1212-1212' })).data.map((line) => line.name)).toEqual(['周吴'])
  expect((await findDuplicates(ctx, { phone: '1351212' })).data).toEqual([])
  const fresh = await freshOrg(runtime)
  await createCustomer(fresh.ctx, given({ customerNo: '000000001' }))
  expect((await createCustomer(fresh.ctx, given({}))).customerNo).toBe('000000002')
  await expect(createCustomer(fresh.ctx, given({ customerNo: '000000001' }))).rejects.toMatchObject({ code: 'already_exists' })
})

test('pages follow each other without gaps in every order', async () => {
  const fresh = await freshOrg(runtime)
  for (let n = 0; n < 7; n++) await createCustomer(fresh.ctx, given({ name: `客${n}`, city: n % 2 ? '成都' : '重庆' }))
  for (const sort of ['name', '-name', '-createdAt', 'createdAt', 'customerNo', '-lastDay', 'net'] as const) {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listCustomers(fresh.ctx, { sort, limit: 3, cursor })
      seen.push(...page.data.map((line) => line.id))
      cursor = page.page.nextCursor ?? undefined
    } while (cursor)
    expect(new Set(seen).size, sort).toBe(7)
    expect(seen.length, sort).toBe(7)
  }
  const filtered = await listCustomers(fresh.ctx, {
    sort: 'name',
    limit: 50,
    filter: { and: [{ field: 'city', op: 'eq', value: '成都' }, { or: [{ field: 'orders', op: 'eq', value: 0 }] }] },
  })
  expect(filtered.data.length).toBe(3)
  expect((await listCustomers(fresh.ctx, { sort: 'name', limit: 50, status: 'potential' })).data.length).toBe(7)
  expect((await listCustomers(fresh.ctx, { sort: 'name', limit: 50, valueTier: 'tier_a' })).data.length).toBe(0)
})

test('a part of a name that is not named stays, and nobody gives customers to a store that is not the own', async () => {
  const made = await createCustomer(ctx, given({ name: '冯丽华' }))
  const changed = await updateCustomer(ctx, made.id, made.version, { familyName: '李' })
  expect(changed).toMatchObject({ name: '李丽华', familyName: '李', givenName: '丽华' })
  const whole = await createCustomer(ctx, given({ name: 'Mary Smith' }))
  expect(await updateCustomer(ctx, whole.id, whole.version, { familyName: 'Smith' })).toMatchObject({
    name: 'Mary Smith',
    familyName: 'Smith',
  })
  const [own, other] = [await createStore(ctx, { name: '本店' }), await createStore(ctx, { name: '别店' })]
  const consultant = await as('consultant', { storeIds: [own.id] })
  await expect(createCustomer(consultant, given({ name: '何某', storeId: other.id }))).rejects.toMatchObject({
    code: 'unknown_reference',
  })
  expect((await createCustomer(consultant, given({ name: '何某' }))).store?.name).toBe('本店')
})
