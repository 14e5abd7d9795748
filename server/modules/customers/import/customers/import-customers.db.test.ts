import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freshOrg, testRuntime } from '../../../../kernel/testing/test-runtime.ts'
import { createStaff } from '../../../team/index.ts'
import { getCustomer } from '../../profile/get-customer.ts'
import { showCustomer } from '../../profile/show-customer.ts'
import { updateCustomer } from '../../profile/update-customer.ts'
import { listCustomers } from '../../search/list-customers.ts'
import { importHere } from '../import-here.ts'
import { presentSummary } from '../present.ts'
import { revertHere } from '../request-revert.ts'

const runtime = await testRuntime()
const folder = await mkdtemp(path.join(tmpdir(), 'shuke-customers-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function shop() {
  const org = await freshOrg(runtime)
  await createStaff(org.ctx, { name: '周敏', storeIds: [] })
  const bring = async (text: string, key?: 'phone') => {
    const file = path.join(folder, 'customers.csv')
    await writeFile(file, text)
    const { run } = await importHere(runtime, org.ctx, file, {
      kind: 'customers',
      fileName: 'customers.csv',
      dryRun: false,
      options: { anonymousBucket: false, ...(key && { key }) },
    })
    return { id: run.id, ...presentSummary(run, null) }
  }
  return { ...org, bring }
}

const HEAD = '客户编号,姓名,称呼,手机,生日,城市,来源,归属,标签,车牌,地址,备注\n'
const WANG = 'K-1,王丽华,王姐,138 0013 5678,农历八月初三,成都,转介绍,周敏,"老客,少言",川A12345,成都市春熙路1号,怕烫\n'

test('a customer comes in whole, the same file changes nothing, a correction changes what it says, the revert puts back', async () => {
  const { ctx, bring } = await shop()
  const first = await bring(HEAD + WANG)
  expect(first).toMatchObject({ rows: 1, created: 1, updated: 0, unchanged: 0, refused: 0, warnings: 0, customersCreated: 1 })
  const wang = await showCustomer(ctx, 'K-1')
  expect(wang).toMatchObject({
    name: '王丽华',
    familyName: '王',
    formOfAddress: '王姐',
    city: '成都',
    leadSource: 'referral',
    owner: { name: '周敏' },
    firstReceivedBy: { name: '周敏' },
    birthday: { calendar: 'lunar', year: null, month: 8, day: 3, leap: false },
    tags: ['少言', '老客'],
    plates: ['川A12345'],
    notes: '怕烫',
  })
  expect(wang.contacts.map((contact) => contact.value.masked)).toEqual(['138****5678'])
  expect(await bring(HEAD + WANG)).toMatchObject({ created: 0, updated: 0, unchanged: 1 })

  const correction = await bring('客户编号,手机,城市,标签\nK-1,13999990000,重庆,搬家\n')
  expect(correction).toMatchObject({ created: 0, updated: 1, unchanged: 0 })
  const moved = await getCustomer(ctx, wang.id)
  expect(moved).toMatchObject({ name: '王丽华', city: '重庆', tags: ['少言', '搬家', '老客'], version: 2 })
  expect(moved.contacts.map((contact) => [contact.value.masked, contact.isPrimary])).toEqual([
    ['139****0000', true],
    ['138****5678', false],
  ])
  for (const q of ['0000', '5678', 'wlh'])
    expect((await listCustomers(ctx, { q, sort: 'name', limit: 5 })).data.map((line) => line.id)).toEqual([wang.id])

  await revertHere(runtime, ctx, correction.id)
  expect(await getCustomer(ctx, wang.id)).toEqual(wang)
  await revertHere(runtime, ctx, first.id)
  expect((await listCustomers(ctx, { q: '王', sort: 'name', limit: 5 })).data).toEqual([])
})

test('a row that somebody changed since is not put back, and a customer that is new twice in a file is one', async () => {
  const { ctx, bring } = await shop()
  expect(await bring('手机,姓名,标签\n13700000001,赵六,a\n137-0000-0001,赵六,b\n13700000002,钱七,\n', 'phone')).toMatchObject({
    rows: 3,
    created: 2,
    updated: 1,
    unchanged: 0,
    customersCreated: 2,
  })
  const zhao = (await listCustomers(ctx, { q: '赵六', sort: 'name', limit: 5 })).data[0]!
  expect(zhao.tags).toEqual(['a', 'b'])
  const renamed = await bring('手机,城市\n13700000001,绵阳\n', 'phone')
  const now = await getCustomer(ctx, zhao.id)
  await updateCustomer(ctx, zhao.id, now.version, { notes: '人工修改' })
  await revertHere(runtime, ctx, renamed.id)
  expect(await getCustomer(ctx, zhao.id)).toMatchObject({ city: '绵阳', notes: '人工修改' })
})

test('dirty rows: only a bad key refuses, other bad fields are dropped and named', async () => {
  const { ctx, bring } = await shop()
  const summary = await bring(
    '客户编号,姓名,手机,邮箱,生日,归属\nA-1,张三,138****5678,nobody,2026-02-30,没这个人\n,李四,,,,\n1.23E+17,王五,,,,\nA-2,单雪,1.38E+10,a@b.cn,农历闰六月初一,周敏\n',
  )
  expect(summary).toMatchObject({ rows: 4, created: 2, refused: 2, warnings: expect.any(Number) })
  expect(summary.warnings).toBeGreaterThan(3)
  expect(await showCustomer(ctx, 'A-1')).toMatchObject({ name: '张三', contacts: [], birthday: null, owner: null })
  expect(await showCustomer(ctx, 'A-2')).toMatchObject({
    name: '单雪',
    birthday: { calendar: 'lunar', month: 6, day: 1, leap: true },
  })
})
