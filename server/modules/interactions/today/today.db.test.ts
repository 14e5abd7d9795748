import type { Birthday } from '@shuke/contract/customers/profile.ts'
import { expect, test } from 'vitest'
import { fixedClock } from '../../../kernel/clock.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { createCustomer } from '../../customers/index.ts'
import { createStore } from '../../team/index.ts'
import { createPromise } from '../promises/create-promise.ts'
import { createTask } from '../tasks/create-task.ts'
import { listTasks } from '../tasks/list-tasks.ts'
import { listInteractions } from '../timeline/list-interactions.ts'
import { finishItem, passOnItem, postponeItem, undoItem } from './act-on-item.ts'
import { getTeamToday } from './get-team-today.ts'
import { getNextSteps, getToday } from './get-today.ts'

// 2025-08-06 is 闰六月十三: the window to 13 August holds days of the leap month.
const runtime = await testRuntime({ clock: fixedClock('2025-08-06T04:00:00Z') })
const { ctx, as } = await freshOrg(runtime)
const store = await createStore(ctx, { name: '春熙店' })
const zhou = await as('consultant', { storeIds: [store.id] })
const li = await as('consultant', { storeIds: [store.id] })
const manager = await as('manager', { storeIds: [store.id] })
const someone = async (name: string, birthday: Birthday | null = null, by = zhou) =>
  (await createCustomer(by, { kind: 'person', name, birthday, contacts: [], plates: [], tags: [], leadSource: 'walk_in' })).id
const lunar = (month: number, day: number, leap = false): Birthday => ({ calendar: 'lunar', year: null, month, day, leap })
const solar = (month: number, day: number, year: number | null = null): Birthday => ({
  calendar: 'solar',
  year,
  month,
  day,
  leap: false,
})
const namesOf = async (source: string, by = zhou) =>
  (await getToday(by, {})).items.filter((item) => item.source === source).map((item) => item.customer?.name)

test('birthdays of the next seven days, solar and lunar, own ones only, each once', async () => {
  await someone('今天公历', solar(8, 6, 1990))
  await someone('七天后', solar(8, 13))
  await someone('八天后', solar(8, 14))
  await someone('昨天', solar(8, 5))
  await someone('闰月十五', lunar(6, 15, true))
  await someone('平月十五', lunar(6, 15))
  await someone('别人的', solar(8, 7), li)
  expect(await namesOf('birthdays')).toEqual(['今天公历', '闰月十五', '七天后'])
  expect(await namesOf('birthdays', li)).toEqual(['别人的'])
  const first = (await getToday(zhou, {})).items.find((item) => item.customer?.name === '今天公历')
  expect(first).toMatchObject({ dueDay: '2025-08-06', isOverdue: false, facts: { calendar: 'solar', turns: 35 } })
})

test('a greeting is noted once on the timeline, takes the birthday away, and can be taken back', async () => {
  const id = await someone('寿星', solar(8, 8))
  const item = { source: 'birthdays', itemId: id }
  await finishItem(zhou, item, { note: '祝生日快乐', channel: 'phone' })
  await finishItem(zhou, item, {})
  const timeline = async () => (await listInteractions(zhou, id, { limit: 50 })).data
  expect(await timeline()).toMatchObject([{ channel: 'phone', direction: 'out', summary: '祝生日快乐' }])
  expect(await namesOf('birthdays')).not.toContain('寿星')
  await undoItem(zhou, item)
  expect(await timeline()).toEqual([])
  expect(await namesOf('birthdays')).toContain('寿星')
  await expect(finishItem(li, item, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('a birthday that is postponed or passed on becomes a task; taken back, it is a birthday again', async () => {
  const id = await someone('改期的', solar(8, 9))
  await postponeItem(zhou, { source: 'birthdays', itemId: id }, { dueDay: '2025-08-11' })
  expect(await namesOf('birthdays')).not.toContain('改期的')
  const [task] = (await listTasks(zhou, { status: 'open', customerId: id, limit: 50 })).data
  expect(task).toMatchObject({ source: 'birthday', dueDay: '2025-08-11', assignee: { id: zhou.actor.staffId } })
  await undoItem(zhou, { source: 'birthdays', itemId: id })
  expect((await listTasks(zhou, { status: 'open', customerId: id, limit: 50 })).data).toEqual([])
  await passOnItem(zhou, { source: 'birthdays', itemId: id }, { staffId: li.actor.staffId! })
  expect((await getToday(li, {})).items).toMatchObject([
    { source: 'birthdays' },
    { source: 'tasks', facts: { madeBy: 'birthday' } },
  ])
})

test('today holds overdue and due things of one person; the manager sees the team and opens each line', async () => {
  const id = await someone('跟进的')
  await createTask(li, { title: '逾期回访', due: { day: '2025-08-01' } })
  await createTask(li, { title: '今天十点', due: { at: '2025-08-06T02:00:00Z' } })
  await createTask(li, { title: '下周', due: { day: '2025-08-13' } })
  await createTask(li, { title: '太远', due: { day: '2025-08-14' } })
  await createPromise(zhou, { customerId: id, text: '昨天该给的报价', dueDay: '2025-08-05' })
  const his = await getToday(li, {})
  expect(his.items.filter((item) => item.facts.madeBy === 'manual').map((item) => [item.title, item.isOverdue])).toEqual([
    ['逾期回访', true],
    ['今天十点', true],
    ['下周', false],
  ])
  expect((await getNextSteps(zhou, id)).items).toMatchObject([{ source: 'promises', isOverdue: true }])
  const team = (await getTeamToday(manager)).data
  expect(team.find((line) => line.staff.id === li.actor.staffId)).toMatchObject({ overdue: 2, coming: 2 })
  expect(team.find((line) => line.staff.id === zhou.actor.staffId)).toMatchObject({ overduePromises: 1, overdue: 1 })
  const seen = await getToday(manager, { staffId: li.actor.staffId! })
  expect(seen.items.map((item) => item.title)).toContain('逾期回访')
  await expect(getToday(zhou, { staffId: li.actor.staffId! })).rejects.toMatchObject({ code: 'forbidden' })
  const stranger = await as('consultant')
  await expect(getToday(manager, { staffId: stranger.actor.staffId! })).rejects.toMatchObject({ code: 'not_found' })
})

test('unknown sources are not there', async () => {
  const item = { source: 'wishes', itemId: runtime.ids.uuid() }
  await expect(finishItem(zhou, item, {})).rejects.toMatchObject({ code: 'not_found' })
})

test('merged customers keep their tasks, promises and greetings; an erased one leaves no word', async () => {
  const from = await someone('旧档', solar(8, 10))
  const into = await someone('新档', solar(8, 10))
  const task = await createTask(zhou, { title: '王姐家的事', customerId: from, due: { day: '2025-08-06' } })
  await createPromise(zhou, { customerId: from, text: '答应王姐的', dueDay: '2025-08-07' })
  for (const itemId of [from, into]) await finishItem(zhou, { source: 'birthdays', itemId }, {})
  const steps = <T extends { table: string }>(all: T[]) =>
    all.filter((step) => ['tasks', 'promises', 'birthday_marks'].includes(step.table))
  await inTenantTx(ctx, async (tx) => {
    for (const step of steps(ctx.seams.mergeSteps)) await step.merge(tx, ctx, { from, into })
  })
  expect((await getNextSteps(zhou, into)).items.map((item) => item.title)).toEqual(['王姐家的事', '答应王姐的'])
  expect((await getNextSteps(zhou, from)).items.map((item) => item.source)).toEqual(['birthdays'])
  await inTenantTx(ctx, async (tx) => {
    for (const step of steps(ctx.seams.eraseSteps)) await step.erase(tx, ctx, into)
  })
  expect((await listTasks(zhou, { status: 'cancelled', customerId: into, limit: 50 })).data).toMatchObject([
    { id: task.id, title: '' },
  ])
  const words = await inTenantTx(ctx, (tx) =>
    tx.selectFrom('promises').select(['what', 'status']).where('org_id', '=', tx.orgId).where('customer_id', '=', into).execute(),
  )
  expect(words).toEqual([{ what: null, status: 'cancelled' }])
})
