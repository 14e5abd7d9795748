import { expect, test } from 'vitest'
import { fixedClock } from '../../../kernel/clock.ts'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { createCustomer } from '../../customers/index.ts'
import { getTeamToday } from '../today/get-team-today.ts'
import { breakPromise, cancelPromise, keepPromise } from './close-promise.ts'
import { createPromise } from './create-promise.ts'
import { getPromise, listPromises } from './list-promises.ts'
import { postponePromise } from './postpone-promise.ts'
import { undoPromise } from './undo-promise.ts'

const runtime = await testRuntime({ clock: fixedClock('2026-03-02T04:00:00Z') })
const { ctx, as } = await freshOrg(runtime)
const zhou = await as('consultant')
const customer = await createCustomer(zhou, {
  kind: 'person',
  name: '王丽华',
  contacts: [],
  plates: [],
  tags: [],
  leadSource: 'walk_in',
})
const promise = async (dueDay: string) => (await createPromise(zhou, { customerId: customer.id, text: '留周六10点', dueDay })).id

test('kept in time, kept late, broken, moved after its day, taken back: the rate counts what was promised', async () => {
  const ids = await Promise.all(['2026-03-07', '2026-03-01', '2026-03-02', '2026-02-20', '2026-03-05', '2026-03-01'].map(promise))
  const [inTime, late, broken, moved, released, overdue] = ids as [string, string, string, string, string, string]
  expect(await keepPromise(zhou, inTime, { evidence: '周六10点到店,李娜' })).toMatchObject({ status: 'kept', wasMissed: false })
  expect(await keepPromise(zhou, late, {})).toMatchObject({ status: 'kept', wasMissed: true })
  expect((await breakPromise(zhou, broken, { reason: '李娜请假' })).status).toBe('broken')
  await postponePromise(zhou, moved, { dueDay: '2026-03-20' })
  expect(await keepPromise(zhou, moved, {})).toMatchObject({ status: 'kept', wasMissed: true })
  expect((await cancelPromise(zhou, released)).status).toBe('cancelled')
  expect(await getPromise(zhou, overdue)).toMatchObject({ isOverdue: true })
  expect((await listPromises(ctx, { status: 'open', overdue: true, limit: 50 })).data.map((one) => one.id)).toEqual([overdue])
  const line = (await getTeamToday(ctx)).data.find((one) => one.staff.id === zhou.actor.staffId)
  expect(line).toMatchObject({ overduePromises: 1, overdue: 1, promises: { counted: 5, kept: 1, keptRate: 0.2 } })
})

test('keeping twice is keeping once, another ending is refused, and undo opens it again', async () => {
  const id = await promise('2026-03-09')
  const kept = await keepPromise(zhou, id, { evidence: '微信截图' })
  expect((await keepPromise(zhou, id, { evidence: '别的' })).version).toBe(kept.version)
  await expect(breakPromise(zhou, id, { reason: '忘了' })).rejects.toMatchObject({ code: 'conflict' })
  await undoPromise(zhou, id)
  await undoPromise(zhou, id)
  expect(await getPromise(zhou, id)).toMatchObject({ status: 'open', evidence: null, keptAt: null })
  expect((await getPromise(zhou, id)).history.map((event) => event.act)).toEqual(['created', 'kept', 'reopened'])
})

test('a promise is its customer’s: strangers and other consultants do not see it', async () => {
  const id = await promise('2026-03-09')
  await expect(getPromise(await as('consultant'), id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(keepPromise((await freshOrg(runtime)).ctx, id, {})).rejects.toMatchObject({ code: 'not_found' })
})
