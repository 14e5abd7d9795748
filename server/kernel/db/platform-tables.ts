import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<Record<string, unknown>, string, string>
type DefaultJson = ColumnType<Record<string, unknown>, string | undefined, string>

export interface OrgsTable {
  id: string
  slug: string
  name: string
  trade: 'salon' | 'dealer' | 'shop' | 'key_account'
  currency: string
  timezone: string
  is_demo: Generated<boolean>
  settings: DefaultJson
  created_at: Date
}
export interface OrgKeysTable {
  org_id: string
  version: number
  installation_version: number
  wrapped: Buffer
}
export interface AccountsTable {
  id: string
  display_name: string
  phone_hash: Buffer | null
  phone_masked: string | null
  email_hash: Buffer | null
  email_masked: string | null
  password_hash: string
  must_change_password: Generated<boolean>
  failed_sign_ins: Generated<number>
  locked_until: Date | null
  created_at: Date
}
export interface MembershipsTable {
  id: string
  org_id: string
  account_id: string
  staff_id: string | null
  role: string
  store_ids: Generated<string[]>
  status: Generated<'active' | 'left'>
  created_at: Date
}
export interface SessionsTable {
  token_hash: Buffer
  id: string
  account_id: string
  membership_id: string
  device_label: Generated<string>
  created_at: Date
  last_seen_at: Date
  expires_at: Date
}
export interface ApiKeysTable {
  id: string
  org_id: string
  name: string
  prefix: string
  key_hash: Buffer
  scopes: string[]
  created_by: string
  created_at: Date
  expires_at: Date | null
  last_used_at: Date | null
  revoked_at: Date | null
}
export interface OutboxTable {
  id: string
  org_id: string
  name: string
  payload: Json
  created_at: Date
  attempts: Generated<number>
  not_before: Date
  dispatched_at: Date | null
  last_error: string | null
}
export interface CustomerKeysTable {
  org_id: string
  customer_id: string
  org_key_version: number
  wrapped: Buffer
}
export interface AuditEventsTable {
  org_id: string
  id: string
  at: Date
  actor_kind: string
  actor_id: string
  actor_name: string
  session_id: string | null
  request_id: string
  action: string
  object_type: string | null
  object_id: string | null
  customer_id: string | null
  facts: DefaultJson
  sealed: Buffer | null
}
export interface IdempotencyKeysTable {
  org_id: string
  key: string
  actor_id: string
  request_hash: Buffer
  status: number | null
  reply: Buffer | null
  created_at: Date
}
export interface CountersTable {
  org_id: string
  name: string
  value: number
}
export interface JobRunsTable {
  org_id: string
  id: string
  kind: string
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  input: DefaultJson
  done: Generated<number>
  total: number | null
  counts: DefaultJson
  result: ColumnType<Record<string, unknown> | null, string | null, string | null>
  error: ColumnType<Record<string, unknown> | null, string | null, string | null>
  cancel_requested: Generated<boolean>
  started_by: string
  created_at: Date
  started_at: Date | null
  heartbeat_at: Date | null
  finished_at: Date | null
}

declare module './database.ts' {
  interface Tables {
    'platform.orgs': OrgsTable
    'platform.org_keys': OrgKeysTable
    'platform.accounts': AccountsTable
    'platform.memberships': MembershipsTable
    'platform.sessions': SessionsTable
    'platform.api_keys': ApiKeysTable
    'platform.outbox': OutboxTable
    customer_keys: CustomerKeysTable
    audit_events: AuditEventsTable
    idempotency_keys: IdempotencyKeysTable
    counters: CountersTable
    job_runs: JobRunsTable
  }
}
