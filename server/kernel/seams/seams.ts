import type { Expression } from 'kysely'
import type { Ctx } from '../tenancy/ctx.ts'
import type { TenantRead, TenantTx } from '../tenancy/tenant-tx.ts'
import type { ImportKind } from './import-kind.ts'

/** A panel of the customer page: a correlated jsonb expression, so that the page stays one statement. */
export interface CustomerPanel {
  /** Key in the page's `panels`, camelCase. */
  key: string
  /** Only readers with this permission get the panel. */
  permission: import('@shuke/contract/shared/permissions.ts').Permission
  /** `customerId` refers to the outer row's id column. */
  select(ctx: Ctx, customerId: Expression<string>): Expression<unknown>
}

/** What happens to a table's rows when customer `from` is merged into `into`. Every table with a customer_id needs one. */
export interface MergeStep {
  table: string
  merge(tx: TenantTx, ctx: Ctx, ids: { from: string; into: string }): Promise<void>
}

/** What happens to a table's rows when a person is erased: figures stay, the person goes. Every table with a customer_id needs one. */
export interface EraseStep {
  table: string
  erase(tx: TenantTx, ctx: Ctx, customerId: string): Promise<void>
}

/** A fact that lists, segments and saved views can filter by: the leaf of the one filter tree. */
export interface FilterFact {
  field: string
  type: 'text' | 'number' | 'money' | 'day' | 'instant' | 'boolean' | 'choice' | 'set'
  label: { zh: string; en: string }
  choices?: { value: string; label: { zh: string; en: string } }[]
  /** A boolean SQL expression over the outer customer's id; only leakproof operators, so that indexes serve under row security. */
  condition(
    tx: TenantRead,
    leaf: { op: string; value: unknown },
    customerId: Expression<string>,
  ): Expression<import('kysely').SqlBool>
}

/** One thing that a source wants seen to. `facts` are plain values for the source's own line on the screen, never personal data of others. */
export interface TodayEntry {
  id: string
  title: string
  customerId: string | null
  assignee: { id: string; name: string } | null
  /** Day in the reader's zone, and the instant where there is one. */
  dueDay: string
  dueAt: Date | null
  isOverdue: boolean
  acts: ('done' | 'postpone' | 'pass_on')[]
  facts: Record<string, string | number | boolean | null>
}
/** Whose things, and from which day to which: overdue ones are always meant too. */
export interface TodayAsk {
  staffId: string | null
  today: string
  until: string
  /** At most this many entries, the earliest due. */
  limit: number
}
type Acted = Promise<{ nextDueDay: string | null }>

/** Something that stands in Today: tasks, promises, birthdays; churn alerts, bookings and the like from modules above. */
export interface TodaySource {
  /** Name in addresses and answers, plural. */
  source: string
  /** Only readers with this permission get its entries; it decides the rows too. */
  permission: import('@shuke/contract/shared/permissions.ts').Permission
  entriesOf(tx: TenantRead, ctx: Ctx, ask: TodayAsk): Promise<{ entries: TodayEntry[]; total: number }>
  /** What is open with one customer, everybody's. */
  entriesOfCustomer(tx: TenantRead, ctx: Ctx, customerId: string, days: { today: string; until: string }): Promise<TodayEntry[]>
  /** For the team's view; a source without it is not counted there. */
  countsByStaff?(
    tx: TenantRead,
    ctx: Ctx,
    days: { today: string; until: string },
  ): Promise<{ staffId: string; overdue: number; dueToday: number; coming: number; doneToday: number }[]>
  /** One-tap acts are verbs: they authorise, and a repeated tap does nothing twice. A missing one is not offered. */
  done?(ctx: Ctx, id: string, input: { note?: string | undefined; channel?: string | undefined }): Acted
  postpone?(ctx: Ctx, id: string, input: { dueDay: string }): Acted
  passOn?(ctx: Ctx, id: string, input: { staffId: string }): Acted
  undo?(ctx: Ctx, id: string): Acted
}

/** What a module adds to flows that it does not own. */
export interface ModuleSeams {
  panels?: CustomerPanel[]
  mergeSteps?: MergeStep[]
  eraseSteps?: EraseStep[]
  filterFacts?: FilterFact[]
  importKinds?: ImportKind[]
  todaySources?: TodaySource[]
}

export type Seams = { [Name in keyof ModuleSeams]-?: NonNullable<ModuleSeams[Name]> }

declare module '../tenancy/ctx.ts' {
  interface SeamRegistry extends Seams {}
}

/** Joins the seams of all modules; app.ts is the only caller. @throws Error when two modules claim the same name. */
export function joinSeams(modules: ModuleSeams[]): Seams {
  const all = <K extends keyof ModuleSeams>(name: K) => modules.flatMap((module) => (module[name] ?? []) as unknown[]) as Seams[K]
  const seams: Seams = {
    panels: all('panels'),
    mergeSteps: all('mergeSteps'),
    eraseSteps: all('eraseSteps'),
    filterFacts: all('filterFacts'),
    importKinds: all('importKinds'),
    todaySources: all('todaySources'),
  }
  const unique = (what: string, names: string[]) => {
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice) throw new Error(`two modules give the ${what} ${twice}`)
  }
  unique(
    'panel',
    seams.panels.map((panel) => panel.key),
  )
  unique(
    'merge step',
    seams.mergeSteps.map((step) => step.table),
  )
  unique(
    'erase step',
    seams.eraseSteps.map((step) => step.table),
  )
  unique(
    'filter fact',
    seams.filterFacts.map((fact) => fact.field),
  )
  unique(
    'import kind',
    seams.importKinds.map((kind) => kind.kind),
  )
  unique(
    'Today source',
    seams.todaySources.map((source) => source.source),
  )
  return seams
}
