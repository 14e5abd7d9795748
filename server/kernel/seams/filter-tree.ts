import type { FILTER_OPERATORS, FilterLeaf, FilterTree } from '@shuke/contract/shared/filter.ts'
import { Day, Instant } from '@shuke/contract/shared/ids.ts'
import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { TenantRead } from '../tenancy/tenant-tx.ts'
import type { FilterFact } from './seams.ts'

type Operator = (typeof FILTER_OPERATORS)[number]
const COMPARE: readonly Operator[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'isNull', 'notNull']
/** Which operators a type of fact understands. */
export const OPERATORS_OF: Record<FilterFact['type'], readonly Operator[]> = {
  text: ['eq', 'ne', 'in', 'nin', 'contains', 'startsWith', 'isNull', 'notNull'],
  number: [...COMPARE, 'in', 'nin'],
  money: COMPARE,
  day: [...COMPARE, 'within_days', 'not_within_days'],
  instant: [...COMPARE, 'within_days', 'not_within_days'],
  boolean: ['eq'],
  choice: ['eq', 'ne', 'in', 'nin', 'isNull', 'notNull'],
  set: ['eq', 'ne', 'in', 'nin', 'isNull', 'notNull'],
}

const MOST_LEAVES = 100

const refuse = (leaf: FilterLeaf, zh: string, en: string) =>
  new AppError('invalid', {}, [
    { pointer: '/filter', code: 'broken', data: { reason: { zh: `${leaf.field}:${zh}`, en: `${leaf.field}: ${en}` } } },
  ])

/** Values must be of the fact's type: a wrong one is refused here, never left to the database. */
function checkValue(fact: FilterFact, leaf: FilterLeaf): void {
  const { op, value } = leaf
  if (op === 'isNull' || op === 'notNull') return
  const isScalar = (one: unknown): boolean => {
    if (op === 'within_days' || op === 'not_within_days') return Number.isInteger(one) && Math.abs(one as number) <= 36_500
    switch (fact.type) {
      case 'number':
      case 'money':
        return Number.isSafeInteger(one)
      case 'day':
        return Day.safeParse(one).success
      case 'instant':
        return Day.safeParse(one).success || Instant.safeParse(one).success
      case 'boolean':
        return typeof one === 'boolean'
      default:
        return typeof one === 'string' && !one.includes('\0')
    }
  }
  const fits =
    op === 'in' || op === 'nin'
      ? Array.isArray(value) && value.every(isScalar)
      : op === 'between'
        ? Array.isArray(value) && value.length === 2 && value.every(isScalar)
        : isScalar(value)
  if (!fits) throw refuse(leaf, `“${op}”的值不合适。`, `the value does not fit "${op}".`)
}

/** A filter tree as one SQL condition over the outer customer's id. @throws AppError invalid naming the leaf */
export function compileFilter(
  tx: TenantRead,
  tree: FilterTree,
  facts: readonly FilterFact[],
  customerId: Expression<string>,
): Expression<SqlBool> {
  let leaves = 0
  const eb = expressionBuilder<Tables>()
  const compile = (node: FilterTree, depth: number): Expression<SqlBool> => {
    if (depth > 10) throw new AppError('invalid', {}, [{ pointer: '/filter', code: 'too_big', data: { maximum: 10 } }])
    if ('and' in node) return eb.and(node.and.map((part) => compile(part, depth + 1)))
    if ('or' in node) return eb.or(node.or.map((part) => compile(part, depth + 1)))
    leaves += 1
    if (leaves > MOST_LEAVES)
      throw new AppError('invalid', {}, [{ pointer: '/filter', code: 'too_big', data: { maximum: MOST_LEAVES } }])
    const fact = facts.find((one) => one.field === node.field)
    if (!fact) throw refuse(node, '没有这个筛选字段。', 'there is no such filter field.')
    if (!OPERATORS_OF[fact.type].includes(node.op))
      throw refuse(node, `不支持“${node.op}”。`, `"${node.op}" is not for this field.`)
    checkValue(fact, node)
    return fact.condition(tx, node as { op: string; value: unknown }, customerId)
  }
  return compile(tree, 0)
}

/** The condition of a leaf on one column; `today` is the org's calendar day for `within_days`. */
export function columnCondition(
  column: Expression<unknown>,
  leaf: { op: string; value: unknown },
  cast = '',
  today = sql`current_date`,
): Expression<SqlBool> {
  const as = (value: unknown) => (cast ? sql`${value}::${sql.raw(cast)}` : sql`${value}`)
  const list = () => sql.join((leaf.value as unknown[]).map(as))
  switch (leaf.op) {
    case 'eq':
      return sql<SqlBool>`${column} = ${as(leaf.value)}`
    case 'ne':
      return sql<SqlBool>`${column} is distinct from ${as(leaf.value)}`
    case 'lt':
      return sql<SqlBool>`${column} < ${as(leaf.value)}`
    case 'lte':
      return sql<SqlBool>`${column} <= ${as(leaf.value)}`
    case 'gt':
      return sql<SqlBool>`${column} > ${as(leaf.value)}`
    case 'gte':
      return sql<SqlBool>`${column} >= ${as(leaf.value)}`
    case 'between':
      return sql<SqlBool>`${column} between ${as((leaf.value as unknown[])[0])} and ${as((leaf.value as unknown[])[1])}`
    case 'in':
      return (leaf.value as unknown[]).length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`${column} in (${list()})`
    case 'nin':
      return (leaf.value as unknown[]).length === 0
        ? sql<SqlBool>`true`
        : sql<SqlBool>`(${column} is null or ${column} not in (${list()}))`
    case 'isNull':
      return sql<SqlBool>`${column} is null`
    case 'notNull':
      return sql<SqlBool>`${column} is not null`
    case 'contains':
      return sql<SqlBool>`position(lower(${leaf.value}) in lower(${column})) > 0`
    case 'startsWith':
      return sql<SqlBool>`starts_with(lower(${column}), lower(${leaf.value}))`
    case 'within_days':
      return sql<SqlBool>`${column} between ${today} - ${leaf.value}::int and ${today}`
    case 'not_within_days':
      return sql<SqlBool>`(${column} is null or ${column} < ${today} - ${leaf.value}::int)`
    default:
      throw new TypeError(`unknown operator ${leaf.op}`)
  }
}
