import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../kernel/db/database.ts'
import { columnCondition } from '../../kernel/seams/filter-tree.ts'
import type { FilterFact, ModuleSeams } from '../../kernel/seams/seams.ts'
import type { TenantRead } from '../../kernel/tenancy/tenant-tx.ts'
import { eraseSteps } from './erase-seams.ts'
import { customersKind } from './import/customers/import-customers.ts'
import { mergeSteps } from './merge-seams.ts'

type Leaf = { op: string; value: unknown }

/** A condition on a column of the customer's own row or of a row beside it. */
const on =
  (table: 'customers' | 'purchase_summary' | 'customer_standing', column: string, cast = '') =>
  (tx: TenantRead, leaf: Leaf, customerId: Expression<string>): Expression<SqlBool> => {
    const key = table === 'customers' ? 'id' : 'customer_id'
    const missingCounts = leaf.op === 'isNull' || leaf.op === 'ne' || leaf.op === 'nin' || leaf.op === 'not_within_days'
    const eb = expressionBuilder<Tables>()
    const rows = (condition: Expression<SqlBool>) =>
      sql<SqlBool>`exists (select 1 from ${sql.table(table)} as f where f.org_id = ${tx.orgId}::uuid and f.${sql.ref(key)} = ${customerId} and ${condition})`
    const matches = rows(columnCondition(sql.ref(`f.${column}`), leaf, cast))
    if (table !== 'customer_standing' || !missingCounts) return matches
    return eb.or([matches, eb.not(rows(sql<SqlBool>`true`))])
  }

const TIERS = [
  { value: 'tier_a', label: { zh: 'VIP客户', en: 'VIP customer' } },
  { value: 'tier_b', label: { zh: '主要客户', en: 'Main customer' } },
  { value: 'tier_c', label: { zh: '普通客户', en: 'Ordinary customer' } },
  { value: 'tier_d', label: { zh: '小客户', en: 'Small customer' } },
]

const filterFacts: FilterFact[] = [
  { field: 'name', type: 'text', label: { zh: '姓名', en: 'Name' }, condition: on('customers', 'name') },
  {
    field: 'customerNo',
    type: 'text',
    label: { zh: '客户编号', en: 'Customer number' },
    condition: on('customers', 'customer_no'),
  },
  { field: 'city', type: 'text', label: { zh: '城市', en: 'City' }, condition: on('customers', 'city') },
  { field: 'region', type: 'text', label: { zh: '地区', en: 'Region' }, condition: on('customers', 'region') },
  { field: 'country', type: 'text', label: { zh: '国家', en: 'Country' }, condition: on('customers', 'country') },
  { field: 'leadSource', type: 'text', label: { zh: '信息渠道', en: 'Lead source' }, condition: on('customers', 'lead_source') },
  {
    field: 'kind',
    type: 'choice',
    label: { zh: '类型', en: 'Kind' },
    choices: [
      { value: 'person', label: { zh: '个人', en: 'Person' } },
      { value: 'organisation', label: { zh: '单位', en: 'Organisation' } },
    ],
    condition: on('customers', 'kind'),
  },
  {
    field: 'sex',
    type: 'choice',
    label: { zh: '性别', en: 'Sex' },
    choices: [
      { value: 'female', label: { zh: '女', en: 'Female' } },
      { value: 'male', label: { zh: '男', en: 'Male' } },
    ],
    condition: on('customers', 'sex'),
  },
  {
    field: 'birthMonth',
    type: 'number',
    label: { zh: '生日月份', en: 'Birthday month' },
    condition: on('customers', 'birth_month', 'int'),
  },
  {
    field: 'createdAt',
    type: 'instant',
    label: { zh: '建档时间', en: 'Created' },
    condition: on('customers', 'created_at', 'timestamptz'),
  },
  {
    field: 'orders',
    type: 'number',
    label: { zh: '消费次数', en: 'Orders' },
    condition: on('purchase_summary', 'orders', 'int'),
  },
  {
    field: 'net',
    type: 'money',
    label: { zh: '消费金额(分)', en: 'Spent (minor units)' },
    condition: on('purchase_summary', 'net', 'bigint'),
  },
  {
    field: 'firstDay',
    type: 'day',
    label: { zh: '首次消费日', en: 'First purchase' },
    condition: on('purchase_summary', 'first_day', 'date'),
  },
  {
    field: 'lastDay',
    type: 'day',
    label: { zh: '最近消费日', en: 'Last purchase' },
    condition: on('purchase_summary', 'last_day', 'date'),
  },
  {
    field: 'valueTier',
    type: 'choice',
    label: { zh: '客户层级', en: 'Value tier' },
    choices: TIERS,
    condition: on('customer_standing', 'value_tier'),
  },
  {
    field: 'tag',
    type: 'set',
    label: { zh: '标签', en: 'Tag' },
    condition: (tx, leaf, customerId) => {
      const tagged = (condition: Expression<SqlBool>) =>
        sql<SqlBool>`exists (select 1 from customer_tags f where f.org_id = ${tx.orgId}::uuid and f.customer_id = ${customerId} and ${condition})`
      const any =
        leaf.op === 'isNull' || leaf.op === 'notNull'
          ? sql<SqlBool>`true`
          : columnCondition(sql.ref('f.tag'), { op: Array.isArray(leaf.value) ? 'in' : 'eq', value: leaf.value })
      return leaf.op === 'ne' || leaf.op === 'nin' || leaf.op === 'isNull'
        ? expressionBuilder<Tables>().not(tagged(any))
        : tagged(any)
    },
  },
]

export const seams: ModuleSeams = { filterFacts, mergeSteps, eraseSteps, importKinds: [customersKind] }
