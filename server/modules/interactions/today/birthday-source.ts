import type { TodayEntry, TodaySource } from '../../../kernel/seams/seams.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import { greetCustomer } from './greet-customer.ts'
import { makeBirthdayTask } from './make-birthday-task.ts'
import * as q from './queries.ts'
import { ageOn, birthdaysBetween } from './rules.ts'
import { undoBirthday } from './undo-birthday.ts'

function entryOf(row: q.BirthdayRow): TodayEntry {
  const calendar = row.birth_calendar ?? 'solar'
  const birthday = {
    calendar,
    year: row.birth_year,
    month: row.birth_month ?? 1,
    day: row.birth_day ?? 1,
    leap: row.birth_leap,
  } as const
  return {
    id: row.id,
    title: '',
    customerId: row.id,
    assignee: row.owner_id && row.owner_name !== null ? { id: row.owner_id, name: row.owner_name } : null,
    dueDay: row.kept_on,
    dueAt: null,
    isOverdue: false,
    acts: ['done', 'postpone', 'pass_on'],
    facts: { ...birthday, year: birthday.year, turns: ageOn(birthday, row.kept_on) },
  }
}

/** Birthdays of today and the next days, solar and lunar; an item's id is its customer's. */
export const birthdaySource: TodaySource = {
  source: 'birthdays',
  permission: 'customers.read',
  async entriesOf(tx, ctx, { staffId, today, until, limit }) {
    const rows = authorize(ctx, 'customers.read')
    const found = await q.birthdays(tx, rows, birthdaysBetween(today, until), { staffId, limit })
    return { entries: found.map(entryOf), total: found[0]?.total ?? 0 }
  },
  async entriesOfCustomer(tx, ctx, customerId, { today, until }) {
    const rows = authorize(ctx, 'customers.read')
    return (await q.birthdays(tx, rows, birthdaysBetween(today, until), { customerId, limit: 1 })).map(entryOf)
  },
  done: greetCustomer,
  postpone: (ctx, id, { dueDay }) => makeBirthdayTask(ctx, id, { dueDay }),
  passOn: (ctx, id, { staffId }) => makeBirthdayTask(ctx, id, { staffId }),
  undo: undoBirthday,
}
