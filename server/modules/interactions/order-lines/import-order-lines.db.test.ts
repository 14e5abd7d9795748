import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projection } from '../../../kernel/testing/projection.ts'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { importHere, presentSummary, revertHere, showCustomer } from '../../customers/index.ts'
import { listCustomerOrders } from '../purchases/list-orders.ts'

const runtime = await testRuntime()
const { ctx } = await freshOrg(runtime)
const folder = await mkdtemp(path.join(tmpdir(), 'shuke-lines-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function bring(kind: string, text: string) {
  const file = path.join(folder, 'lines.csv')
  await writeFile(file, text)
  const { run } = await importHere(runtime, ctx, file, {
    kind,
    fileName: 'lines.csv',
    dryRun: false,
    options: { anonymousBucket: false },
  })
  return { id: run.id, ...presentSummary(run, null) }
}
const HEAD = '订单号,客户编号,下单时间,项目,数量,单价,消费金额,员工,支付方式\n'
const LINES = `${HEAD}L-1,C1,2026-01-10 14:30,剪发,1,,128.00,李娜,微信\nL-1,C1,2026-01-10 14:30,精油,2,99,,小陈,微信\nL-2,C2,2026-01-11,护理,1,,268,李娜,\n,C3,2026-01-11,无单号,1,,1,,\n`

test('an order is what its lines add up to; again nothing, corrected the difference, reverted as before', async () => {
  await bring('orders', '订单号,客户编号,下单时间,消费金额\nL-2,C2,2026-01-11,200\n')
  const before = await projection(ctx)
  const first = await bring('order-lines', LINES)
  expect(first).toMatchObject({ rows: 4, created: 3, updated: 0, unchanged: 0, refused: 1, customersCreated: 1 })
  const c1 = await showCustomer(ctx, 'C1')
  expect(c1.purchases).toMatchObject({ orders: 1, net: { amount: 32_600, currency: 'CNY' } })
  const [order] = (await listCustomerOrders(ctx, c1.id, { limit: 5 })).data
  expect(order).toMatchObject({
    orderNo: 'L-1',
    amount: { amount: 32_600 },
    units: 3,
    items: [
      { name: '剪发', amount: { amount: 12_800 } },
      { name: '精油', quantity: 2, amount: { amount: 19_800 } },
    ],
    performers: [{ name: '李娜' }, { name: '小陈' }],
    payments: [{ method: '微信', amount: { amount: 32_600 } }],
  })
  expect((await showCustomer(ctx, 'C2')).purchases?.net.amount).toBe(26_800)
  expect(await bring('order-lines', LINES)).toMatchObject({ created: 0, updated: 0, unchanged: 3 })

  const after = await projection(ctx)
  const corrected = await bring('order-lines', LINES.replace('128.00', '158.00'))
  expect(corrected).toMatchObject({ created: 0, updated: 1, unchanged: 2 })
  expect((await showCustomer(ctx, 'C1')).purchases?.net.amount).toBe(35_600)
  await revertHere(runtime, ctx, corrected.id)
  expect(await projection(ctx)).toEqual(after)
  await revertHere(runtime, ctx, first.id)
  expect(await projection(ctx)).toEqual(before)
})
