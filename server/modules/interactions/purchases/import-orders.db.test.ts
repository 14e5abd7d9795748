import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import type { ImportOptions } from '../../../kernel/seams/import-kind.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { projection } from '../../../kernel/testing/projection.ts'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { importHere, openErrorFile, presentSummary, revertHere, showCustomer } from '../../customers/index.ts'
import { createStaff, createStore } from '../../team/index.ts'

const runtime = await testRuntime()
const folder = await mkdtemp(path.join(tmpdir(), 'shuke-orders-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

let files = 0
async function bring(ctx: Ctx, content: string | Buffer, change: Partial<ImportOptions> & { dryRun?: boolean } = {}) {
  const file = path.join(folder, `${++files}.csv`)
  await writeFile(file, content)
  const { dryRun = false, ...options } = change
  const request = { kind: 'orders', fileName: 'orders.csv', dryRun, options: { anonymousBucket: false, ...options } }
  const { run, faults } = await importHere(runtime, ctx, file, request)
  const { seconds: _seconds, ...summary } = presentSummary(run, 'errors')
  return { id: run.id, summary, faults: faults.map((fault) => [fault.row_no, fault.column_name, fault.code]), run }
}
const ordersOf = (ctx: Ctx) =>
  inTenantRead(ctx, async (tx) => {
    const { rows } = await sql<
      Record<string, unknown>
    >`select o.order_no, o.kind, o.business_day, o.occurred_at, o.amount, o.units, c.customer_no, st.name as store,
        (select array_agg(i.name) from order_items i where i.org_id = o.org_id and i.order_id = o.id) as items,
        (select array_agg(f.name || coalesce(' ' || left(f.staff_id::text, 0), '')) from order_performers f where f.org_id = o.org_id and f.order_id = o.id) as performers,
        (select array_agg(y.method || ' ' || y.amount) from order_payments y where y.org_id = o.org_id and y.order_id = o.id) as payments
      from orders o left join customers c on c.org_id = o.org_id and c.id = o.customer_id left join stores st on st.org_id = o.org_id and st.id = o.store_id
      where o.org_id = ${tx.orgId}::uuid order by o.order_no`.execute(tx)
    return rows
  })
const counts = (created: number, rest: Record<string, number> = {}) => ({
  created,
  updated: 0,
  unchanged: 0,
  refused: 0,
  warnings: 0,
  customersCreated: 0,
  ...rest,
})

describe('orders from a file', () => {
  test('Chinese headers, local time of the store, item, performer and payment; the customer is made from the row', async () => {
    const { ctx } = await freshOrg(runtime)
    await createStore(ctx, { name: '春熙路店', code: 'CX', timezone: 'Asia/Tokyo' })
    await createStaff(ctx, { name: '李娜', storeIds: [] })
    const { summary, faults } = await bring(
      ctx,
      '订单号,手机,姓名,下单时间,消费金额(元),项目,员工,支付方式,门店,备注\n' +
        'A1,138 0013 8000,王丽华,2026-01-02 00:30,"1,280.50",烫染,李娜,微信,春熙路店,敏感\n' +
        'A2,13800138000,,2026年1月3日 9:05,￥88,剪发,,现金,CX,\n' +
        'A3,13900139000,赵六,20260104,60,,,,总店,\n',
    )
    expect(summary).toMatchObject({ rows: 3, ...counts(3, { customersCreated: 2, warnings: 1 }) })
    expect(faults).toEqual([[3, 'store', 'unknown_store']])
    const [a1, a2, a3] = await ordersOf(ctx)
    expect(a1).toMatchObject({
      kind: 'sale',
      business_day: '2026-01-02',
      amount: 128_050,
      store: '春熙路店',
      items: ['烫染'],
      performers: ['李娜 '],
    })
    expect((a1!.occurred_at as Date).toISOString()).toBe('2026-01-01T15:30:00.000Z')
    expect(a1!.payments).toEqual(['微信 128050'])
    expect(a2).toMatchObject({ amount: 8800, customer_no: a1!.customer_no, business_day: '2026-01-03' })
    expect((a3!.occurred_at as Date).toISOString()).toBe('2026-01-03T16:00:00.000Z')
    const customer = await showCustomer(ctx, String(a1!.customer_no))
    expect(customer).toMatchObject({
      name: '王丽华',
      familyName: '王',
      leadSource: 'import',
      purchases: { orders: 2, days: 2, net: { amount: 136_850 } },
    })
    expect(customer.contacts[0]).toMatchObject({ kind: 'phone', value: { masked: '138****8000' } })
  })

  test('kinds decide what counts and which sign an amount has', async () => {
    const { ctx } = await freshOrg(runtime)
    const file =
      'order_no,customer_no,date,amount,type\n1,K,2026-01-01,100,sale\n2,K,2026-01-02,30,退款\n3,K,2026-01-03,-20,Refund\n' +
      '4,K,2026-01-04,50,cancelled\n5,K,2026-01-05,500,充值\n6,K,2026-01-06,40,消费\n7,K,2026-01-07,-5,\n8,K,2026-01-08,1,调整\n9,K,2026-01-09,1,gift\n'
    const { summary, faults } = await bring(ctx, file)
    expect(summary).toMatchObject({ rows: 9, ...counts(8, { refused: 1, customersCreated: 1 }) })
    expect(faults).toEqual([[9, 'kind', 'unknown_type']])
    expect((await ordersOf(ctx)).map((order) => [order.kind, order.amount])).toEqual([
      ['sale', 10_000],
      ['refund', -3000],
      ['refund', -2000],
      ['cancellation', 5000],
      ['top_up', 50_000],
      ['consumption', 4000],
      ['sale', -500],
      ['adjustment', 100],
    ])
    expect((await showCustomer(ctx, 'K')).purchases).toMatchObject({ orders: 2, net: { amount: 9000 }, lastDay: '2026-01-06' })
  })

  test('orders without a number are told apart by customer, day, amount and how often', async () => {
    const { ctx } = await freshOrg(runtime)
    const file = 'customer_id,order_date,revenue\nAn,2026-01-01,10\nAn,2026-01-01,10\nAn,2026-01-01,12\nBo,2026-01-01,10\n'
    expect((await bring(ctx, file)).summary).toMatchObject(counts(4, { customersCreated: 2 }))
    expect((await bring(ctx, file)).summary).toMatchObject({ ...counts(0), unchanged: 4 })
    expect((await bring(ctx, `${file}An,2026-01-01,10\n`)).summary).toMatchObject({ ...counts(1), unchanged: 4 })
    const orders = await ordersOf(ctx)
    expect(orders).toHaveLength(5)
    expect(new Set(orders.map((order) => order.order_no)).size).toBe(5)
    expect((await showCustomer(ctx, 'An')).purchases).toMatchObject({ orders: 4, days: 1, net: { amount: 4200 } })
  })

  test('a number generated for an order is none that somebody has taken', async () => {
    const { ctx } = await freshOrg(runtime)
    await bring(ctx, 'order_no,customer_no,date,amount\nO000000001,A,2026-01-01,1\nO000000002,A,2026-01-02,1\n')
    const { summary } = await bring(ctx, 'customer_no,date,amount\nA,2026-01-03,1\nA,2026-01-04,1\n')
    expect(summary).toMatchObject(counts(2))
    expect((await ordersOf(ctx)).map((order) => order.order_no)).toEqual(['O000000001', 'O000000002', 'O000000003', 'O000000004'])
  })

  test('refuses bad keys, amounts, dates, types, currencies and rows without customer; the error file imports once corrected', async () => {
    const { ctx } = await freshOrg(runtime)
    const bad =
      'order_no,phone,order_date,amount,currency,note\n' +
      'B1,138****5678,2026-01-01,1,CNY,\nB2,1.38E+10,2026-01-01,1,CNY,\nB3,13800138000,1/2/2026,1,CNY,\nB4,13800138000,2026-01-01,lots,CNY,\n' +
      'B5,13800138000,2026-01-01,1,USD,\nB6,,2026-01-01,1,CNY,\nB7,13800138000,,1,CNY,\nB8,13800138000,2026-02-30,1,CNY,\n1.23E+17,13800138000,2026-01-01,1,CNY,\n' +
      'B10,13800138000,2026-01-01,9.999,CNY,"=1+1, or\n so"\nB11,13800138000,2026-01-01,1,CNY,x,y\n'
    const { id, summary, faults } = await bring(ctx, bad)
    expect(summary).toMatchObject({ rows: 11, ...counts(1, { refused: 10, customersCreated: 1 }), errorsFile: 'errors' })
    expect(faults.map(([row, , code]) => [row, code])).toEqual([
      [1, 'masked_key'],
      [2, 'mangled_key'],
      [3, 'ambiguous_date'],
      [4, 'bad_amount'],
      [5, 'other_currency'],
      [6, 'missing_customer'],
      [7, 'missing_date'],
      [8, 'bad_date'],
      [9, 'mangled_key'],
      [11, 'too_many_cells'],
    ])
    expect((await ordersOf(ctx)).map((order) => [order.order_no, order.amount])).toEqual([['B10', 1000]])
    const errors = await text(await openErrorFile(ctx, id))
    expect(errors.split('\r\n')).toHaveLength(12)
    expect(errors).toContain('B1,138****5678,2026-01-01,1,CNY,,')
    const corrected = errors
      .replace('138****5678', '13800138000')
      .replace('1.38E+10', '13800138000')
      .replace('1/2/2026', '2026-02-01')
      .replace('lots', '12')
      .replace('USD', 'CNY')
      .replace('B6,,', 'B6,13800138000,')
      .replace('B7,13800138000,,', 'B7,13800138000,2026-01-01,')
      .replace('2026-02-30', '2026-02-28')
      .replace('\r\n1.23E+17,', '\r\nB9,')
      .replace(',y\r\n', '\r\n')
    expect((await bring(ctx, corrected)).summary).toMatchObject({ rows: 10, ...counts(10) })
    expect(await ordersOf(ctx)).toHaveLength(11)
  })

  test('a refused row leaves no customer behind; an anonymous one goes to the bucket when asked', async () => {
    const { ctx } = await freshOrg(runtime)
    const file = 'order_no,customer_no,date,amount\nC1,Nobody,2026-01-01,x\nC2,,2026-01-01,5\n'
    expect((await bring(ctx, file)).summary).toMatchObject(counts(0, { refused: 2 }))
    await expect(showCustomer(ctx, 'Nobody')).rejects.toMatchObject({ code: 'not_found' })
    expect((await bring(ctx, file, { anonymousBucket: true })).summary).toMatchObject(counts(1, { refused: 1 }))
    expect(await ordersOf(ctx)).toMatchObject([{ order_no: 'C2', customer_no: null, amount: 500 }])
  })

  test('optional fields with faults are dropped with a warning', async () => {
    const { ctx } = await freshOrg(runtime)
    const file =
      'order_no,customer_no,date,time,amount,units,phone,birthday,name\nD1,K1,2026-01-01,25:99,5,many,139****1234,never,张三\nD2,K2,2026-01-01,9:30,5,2,13900139000,农历八月初三,李四\n'
    const { summary, faults } = await bring(ctx, file)
    expect(summary).toMatchObject(counts(2, { warnings: 4, customersCreated: 2 }))
    expect(faults.map(([row, column, code]) => [row, column, code]).sort()).toEqual([
      [1, 'birthday', 'bad_birthday'],
      [1, 'phone', 'masked_value'],
      [1, 'time', 'bad_time'],
      [1, 'units', 'bad_number'],
    ])
    expect(await showCustomer(ctx, 'K1')).toMatchObject({ name: '张三', birthday: null, contacts: [] })
    expect((await showCustomer(ctx, 'K2')).birthday).toEqual({ calendar: 'lunar', year: null, month: 8, day: 3, leap: false })
  })

  test('the same number twice in a file: the last row counts, with a warning', async () => {
    const { ctx } = await freshOrg(runtime)
    const { summary, faults } = await bring(
      ctx,
      'order_no,customer_no,date,amount\nE1,A,2026-01-01,1\nE2,A,2026-01-02,2\nE1,A,2026-01-01,7\n',
    )
    expect(summary).toMatchObject({ rows: 3, ...counts(2, { updated: 1, warnings: 1, customersCreated: 1 }) })
    expect(faults).toEqual([[3, 'orderNo', 'repeated_order']])
    expect((await ordersOf(ctx)).map((order) => order.amount)).toEqual([700, 200])
    expect((await showCustomer(ctx, 'A')).purchases).toMatchObject({ orders: 2, net: { amount: 900 } })
  })

  test('a row by phone only finds the customer that a row above brought along', async () => {
    const { ctx } = await freshOrg(runtime)
    const file = 'order_no,customer_no,phone,date,amount\nF1,K9,13800138000,2026-01-01,1\nF2,,13800138000,2026-01-02,2\n'
    expect((await bring(ctx, file)).summary).toMatchObject(counts(2, { customersCreated: 1 }))
    expect((await showCustomer(ctx, 'K9')).purchases).toMatchObject({ orders: 2 })
  })
})

describe('dry run and revert', () => {
  const FIRST =
    'order_no,customer_no,phone,date,amount,item,payment,note\nG1,K1,13800138001,2026-01-01,10,剪发,现金,旧\nG2,K2,13800138002,2026-01-02,20,烫发,微信,\nG3,K1,,2026-01-05,30,,,\n'
  const SECOND =
    'order_no,customer_no,phone,date,amount,item,payment,note\nG1,K2,,2026-01-03,15,护理,支付宝,新\nG2,K2,,2026-01-02,20,烫发,微信,\nG4,K3,13800138003,2026-01-09,9,洗发,现金,\n'

  test('a dry run counts like a real one and writes nothing', async () => {
    const { ctx } = await freshOrg(runtime)
    await bring(ctx, FIRST)
    const before = await projection(ctx)
    const rehearsed = await bring(ctx, `${SECOND}G5,K1,,nonsense,1,,,\n`, { dryRun: true })
    expect(await projection(ctx)).toEqual(before)
    expect(rehearsed.summary).toMatchObject({
      rows: 4,
      ...counts(1, { updated: 1, unchanged: 1, refused: 1, customersCreated: 1 }),
    })
    expect(rehearsed.faults).toEqual([[4, 'day', 'bad_date']])
    await expect(revertHere(runtime, ctx, rehearsed.id)).rejects.toMatchObject({ code: 'rule_broken' })
    expect((await bring(ctx, `${SECOND}G5,K1,,nonsense,1,,,\n`)).summary).toEqual(rehearsed.summary)
  })

  test('revert gives the state before, updates included; figures too', async () => {
    const { ctx } = await freshOrg(runtime)
    const empty = await projection(ctx)
    const first = await bring(ctx, FIRST)
    const before = await projection(ctx)
    const second = await bring(ctx, SECOND)
    expect(second.summary).toMatchObject({ rows: 3, ...counts(1, { updated: 1, unchanged: 1, customersCreated: 1 }) })
    expect((await showCustomer(ctx, 'K1')).purchases).toMatchObject({ orders: 1, net: { amount: 3000 }, firstDay: '2026-01-05' })
    expect((await showCustomer(ctx, 'K2')).purchases).toMatchObject({ orders: 2, net: { amount: 3500 } })
    expect(await projection(ctx)).not.toEqual(before)
    expect(await revertHere(runtime, ctx, second.id)).toMatchObject({
      removed: 1,
      restored: 1,
      kept: 0,
      customersRemoved: 1,
      customersKept: 0,
    })
    expect(await projection(ctx)).toEqual(before)
    await revertHere(runtime, ctx, first.id)
    expect(await projection(ctx)).toEqual(empty)
    await expect(revertHere(runtime, ctx, first.id)).rejects.toMatchObject({ code: 'rule_broken' })
  })

  test('what others refer to or changed since stays and is counted', async () => {
    const { ctx } = await freshOrg(runtime)
    const first = await bring(ctx, FIRST)
    const second = await bring(ctx, 'order_no,customer_no,date,amount\nH1,K1,2026-03-01,5\nG2,K2,2026-01-02,22\n')
    const third = await bring(ctx, 'order_no,customer_no,date,amount\nG2,K2,2026-01-02,23\n')
    expect(await revertHere(runtime, ctx, second.id)).toMatchObject({ removed: 1, restored: 0, kept: 1 })
    await bring(ctx, 'order_no,customer_no,date,amount\nH2,K1,2026-03-02,5\n')
    expect(await revertHere(runtime, ctx, first.id)).toMatchObject({ removed: 3, customersRemoved: 1, customersKept: 1 })
    expect((await ordersOf(ctx)).map((order) => order.order_no)).toEqual(['H2'])
    expect((await showCustomer(ctx, 'K1')).purchases).toMatchObject({ orders: 1, net: { amount: 500 } })
    expect(third.summary.updated).toBe(1)
  })
})

test('the source stays in the data folder, for its owner only', async () => {
  const { ctx } = await freshOrg(runtime)
  const { run } = await bring(ctx, 'order_no,customer_no,date,amount\nJ1,A,2026-01-01,1\n')
  const file = ctx.files.pathOf(run.storage_key!)
  expect(await readFile(file, 'utf8')).toContain('J1,A')
  const { mode } = await import('node:fs/promises').then((fs) => fs.stat(file))
  expect(mode & 0o777).toBe(0o600)
})
