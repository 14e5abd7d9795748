import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedClock } from '../../../kernel/clock.ts'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { createCustomer } from '../../customers/index.ts'
import { createStore } from '../../team/index.ts'
import { cancelTask } from './cancel-task.ts'
import { createTask, type NewTaskInput } from './create-task.ts'
import { finishTask } from './finish-task.ts'
import { getTask, listColleagues, listTasks } from './list-tasks.ts'
import { passOnTask } from './pass-on-task.ts'
import { postponeTask } from './postpone-task.ts'
import { undoTask } from './undo-task.ts'
import { updateTask } from './update-task.ts'

const runtime = await testRuntime({ clock: fixedClock('2026-01-31T04:00:00Z') })
const { ctx, as } = await freshOrg(runtime)
const store = await createStore(ctx, { name: '春熙店' })
const other = await createStore(ctx, { name: '高新店' })
const li = await as('consultant', { storeIds: [store.id] })
const zhou = await as('consultant', { storeIds: [store.id] })
const far = await as('consultant', { storeIds: [other.id] })
const manager = await as('manager', { storeIds: [store.id] })
const someone = (by = ctx) =>
  createCustomer(by, { kind: 'person', name: '王丽华', contacts: [], plates: [], tags: [], leadSource: 'walk_in' })
const todo = (fields: Partial<NewTaskInput> = {}): NewTaskInput => ({ title: '染后回访', due: { day: '2026-01-31' }, ...fields })
const open = async (by = li) => (await listTasks(by, { status: 'open', limit: 200 })).data

test('a repeating task leaves exactly one next behind, however often it is done, and month ends come back', async () => {
  const first = await createTask(li, todo({ repeat: { every: 'month', interval: 1 } }))
  expect(await finishTask(li, first.id, { note: '已回访' })).toEqual({ nextDueDay: '2026-02-28' })
  expect(await finishTask(li, first.id, {})).toEqual({ nextDueDay: '2026-02-28' })
  await Promise.allSettled([finishTask(li, first.id, {}), finishTask(li, first.id, {})])
  const [second, ...none] = (await open()).filter((task) => task.previousId === first.id)
  expect(none).toEqual([])
  expect(second).toMatchObject({ dueDay: '2026-02-28', status: 'open', repeat: { every: 'month', interval: 1 } })
  expect((await finishTask(li, second!.id, {})).nextDueDay).toBe('2026-03-31')
  expect(await getTask(li, first.id)).toMatchObject({
    status: 'done',
    result: '已回访',
    history: [{ act: 'created' }, { act: 'done' }],
  })
})

test('undo takes back done with the next one, a postponement and a passing on, and nothing twice', async () => {
  const task = await createTask(li, todo({ due: { at: '2026-02-02T02:30:00Z' }, repeat: { every: 'week', interval: 1 } }))
  await finishTask(li, task.id, {})
  expect((await open()).some((one) => one.previousId === task.id && one.dueAt === '2026-02-09T02:30:00.000Z')).toBe(true)
  await undoTask(li, task.id)
  await undoTask(li, task.id)
  expect((await open()).filter((one) => one.previousId === task.id)).toEqual([])
  expect(await getTask(li, task.id)).toMatchObject({ status: 'open', doneAt: null, dueDay: '2026-02-02' })

  await postponeTask(li, task.id, { dueDay: '2026-02-05' })
  expect(await getTask(li, task.id)).toMatchObject({ dueDay: '2026-02-05', dueAt: '2026-02-05T02:30:00.000Z' })
  await undoTask(li, task.id)
  await undoTask(li, task.id)
  expect(await getTask(li, task.id)).toMatchObject({ dueDay: '2026-02-02', dueAt: '2026-02-02T02:30:00.000Z' })

  await passOnTask(li, task.id, { staffId: zhou.actor.staffId! })
  expect((await open(zhou)).map((one) => one.id)).toContain(task.id)
  await undoTask(li, task.id)
  expect((await getTask(li, task.id)).assignee.id).toBe(li.actor.staffId)
})

test('done cannot be taken back once the next one has been worked on', async () => {
  const task = await createTask(li, todo({ repeat: { every: 'day', interval: 1 } }))
  await finishTask(li, task.id, {})
  const next = (await open()).find((one) => one.previousId === task.id)!
  await postponeTask(li, next.id, { dueDay: '2026-02-03' })
  await expect(undoTask(li, task.id)).rejects.toMatchObject({ code: 'conflict' })
})

test('whatever is tapped in whatever order, a series has exactly one open task, each with at most one living successor', async () => {
  const acts = ['finish', 'undo', 'postpone', 'change'] as const
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...acts), fc.nat()), { minLength: 4, maxLength: 12 }), async (taps) => {
      const first = await createTask(li, todo({ repeat: { every: 'month', interval: 1 } }))
      const series = async () => {
        const all = (
          await Promise.all((['open', 'done', 'cancelled'] as const).map((status) => listTasks(li, { status, limit: 200 })))
        ).flatMap((page) => page.data)
        const ids = new Set([first.id])
        for (let size = 0; size < ids.size; ) {
          size = ids.size
          for (const task of all) if (task.previousId && ids.has(task.previousId)) ids.add(task.id)
        }
        return all.filter((task) => ids.has(task.id))
      }
      for (const [act, where] of taps) {
        const tasks = await series()
        const task = tasks[where % tasks.length]!
        const tap = {
          finish: () => finishTask(li, task.id, {}),
          undo: () => undoTask(li, task.id),
          postpone: () => postponeTask(li, task.id, { dueDay: '2026-05-05' }),
          change: () => updateTask(li, task.id, task.version, { title: '改过' }),
        }[act]
        await tap().catch((error: { code?: string }) => expect(error.code).toBe('conflict'))
      }
      const tasks = await series()
      expect(tasks.filter((task) => task.status === 'open')).toHaveLength(1)
      for (const task of tasks)
        expect(tasks.filter((next) => next.previousId === task.id && next.status !== 'cancelled').length).toBeLessThan(2)
      for (const task of tasks.filter((one) => one.status === 'open')) await cancelTask(li, task.id)
    }),
    { numRuns: 15 },
  )
})

test('rows are scoped: own tasks and own customers, the store for its manager, nobody from another org', async () => {
  const hers = await someone(zhou)
  const task = await createTask(zhou, todo({ customerId: hers.id }))
  await expect(getTask(far, task.id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(finishTask(li, task.id, {})).rejects.toMatchObject({ code: 'not_found' })
  expect((await getTask(manager, task.id)).customer?.name).toBe('王丽华')
  await expect(createTask(li, todo({ customerId: hers.id }))).rejects.toMatchObject({ code: 'unknown_reference' })
  const stranger = (await freshOrg(runtime)).ctx
  await expect(getTask(stranger, task.id)).rejects.toMatchObject({ code: 'not_found' })
  // Given to a colleague, the task is his; the customer's name is not.
  await passOnTask(manager, task.id, { staffId: li.actor.staffId! })
  expect(await getTask(li, task.id)).toMatchObject({ title: '染后回访', customer: null })
})

test('things go to colleagues only: the same store, or staff of none', async () => {
  const owner = await as('owner')
  const names = (await listColleagues(li)).data.map((one) => one.id)
  expect(names).toEqual(
    expect.arrayContaining([li.actor.staffId, zhou.actor.staffId, manager.actor.staffId, owner.actor.staffId]),
  )
  expect(names).not.toContain(far.actor.staffId)
  const task = await createTask(li, todo())
  await expect(passOnTask(li, task.id, { staffId: far.actor.staffId! })).rejects.toMatchObject({ code: 'unknown_reference' })
  await expect(createTask(ctx, todo())).rejects.toMatchObject({ code: 'invalid' })
})

test('a change needs the version that was read, and a closed task refuses everything but undo', async () => {
  const task = await createTask(li, todo())
  const changed = await updateTask(li, task.id, task.version, { title: '电话回访', due: { day: '2026-02-10' } })
  expect(changed).toMatchObject({ title: '电话回访', dueDay: '2026-02-10', isOverdue: false })
  await expect(updateTask(li, task.id, task.version, { title: '别的' })).rejects.toMatchObject({ code: 'stale' })
  await expect(postponeTask(li, task.id, { dueDay: '2026-01-30' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(createTask(li, todo({ due: { day: '9999-12-31' } }))).rejects.toMatchObject({ code: 'invalid' })
  expect((await cancelTask(li, task.id)).status).toBe('cancelled')
  await expect(finishTask(li, task.id, {})).rejects.toMatchObject({ code: 'conflict' })
  await expect(postponeTask(li, task.id, { dueDay: '2026-02-20' })).rejects.toMatchObject({ code: 'conflict' })
  await undoTask(li, task.id)
  expect((await getTask(li, task.id)).status).toBe('open')
})

test('pages by due day follow each other without gaps', async () => {
  const { ctx: fresh, as: freshAs } = await freshOrg(runtime)
  const me = await freshAs('consultant')
  for (const day of ['2026-03-02', '2026-03-01', '2026-03-02', '2026-03-03']) await createTask(me, todo({ due: { day } }))
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await listTasks(fresh, { status: 'open', limit: 2, cursor })
    seen.push(...page.data.map((task) => task.dueDay))
    cursor = page.page.nextCursor ?? undefined
  } while (cursor)
  expect(seen).toEqual(['2026-03-01', '2026-03-02', '2026-03-02', '2026-03-03'])
})
