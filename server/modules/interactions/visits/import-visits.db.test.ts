import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { importHere, listCustomers, presentSummary, revertHere } from '../../customers/index.ts'
import { createStaff } from '../../team/index.ts'
import { listInteractions } from '../timeline/list-interactions.ts'

const runtime = await testRuntime()
const { ctx } = await freshOrg(runtime)
await createStaff(ctx, { name: '李娜', storeIds: [] })
const folder = await mkdtemp(path.join(tmpdir(), 'shuke-visits-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function importVisits(text: string) {
  const file = path.join(folder, 'visits.csv')
  await writeFile(file, text)
  const run = await importHere(runtime, ctx, file, {
    kind: 'visits',
    fileName: 'visits.csv',
    dryRun: false,
    options: { anonymousBucket: false },
  })
  return { id: run.run.id, summary: presentSummary(run.run, null) }
}
const timelineOf = async (customerNo: string) => {
  const { data } = await listCustomers(ctx, { q: customerNo, sort: 'name', limit: 5 })
  return (await listInteractions(ctx, data[0]!.id, { limit: 50 })).data.map((one) => [
    one.kind,
    one.channel,
    one.occurredAt,
    one.summary,
    one.staff?.name ?? null,
  ])
}

const FILE =
  '客户编号,姓名,到店时间,项目,员工,备注\nV-1,王丽华,2026-01-10 14:30,剪发,李娜,偏干\nV-1,,2026-01-10 14:30,护理,外请老师,\nV-2,赵六,2026年2月3日,染发,李娜,\n,无名,2026-01-01,剪发,,\nV-3,钱七,改天,剪发,,\n'

test('visits stand on the timeline once, corrected by a later file, gone after the revert', async () => {
  const first = await importVisits(FILE)
  expect(first.summary).toMatchObject({ rows: 5, created: 3, updated: 0, unchanged: 0, refused: 2, customersCreated: 2 })
  expect(await timelineOf('V-1')).toEqual(
    expect.arrayContaining([
      ['service', 'visit', '2026-01-10T06:30:00.000Z', '剪发 · 偏干', '李娜'],
      ['service', 'visit', '2026-01-10T06:30:00.000Z', '护理 · 外请老师', null],
    ]),
  )
  expect((await importVisits(FILE)).summary).toMatchObject({ created: 0, updated: 0, unchanged: 3, customersCreated: 0 })

  const corrected = await importVisits(FILE.replace('染发', '烫发'))
  expect(corrected.summary).toMatchObject({ created: 0, updated: 1, unchanged: 2 })
  expect((await timelineOf('V-2'))[0]![3]).toBe('烫发')
  await revertHere(runtime, ctx, corrected.id)
  expect((await timelineOf('V-2'))[0]![3]).toBe('染发')
  await revertHere(runtime, ctx, first.id)
  expect((await listCustomers(ctx, { q: 'V-', sort: 'name', limit: 5 })).data).toEqual([])
})
