-- Business tables that the kernel itself needs: keys, audit, kept replies, job runs, counters.

-- One encryption key for each customer with personal data, wrapped by the org's key. Deleting the row erases the person.
create table customer_keys (
  org_id uuid not null,
  customer_id uuid not null,
  org_key_version int not null,
  wrapped bytea not null,
  constraint customer_keys_pk primary key (org_id, customer_id)
);
select platform.protect_table('customer_keys', 'write');

create table audit_events (
  org_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text collate "C" not null,
  actor_id text not null,
  actor_name text not null,
  session_id uuid,
  request_id text not null,
  action text collate "C" not null,
  object_type text collate "C",
  object_id text collate "C",
  customer_id uuid,
  -- Facts without personal data, in plain.
  facts jsonb not null default '{}',
  -- Before and after, sealed under the customer's key (or the org's when no customer is concerned).
  sealed bytea,
  constraint audit_events_pk primary key (org_id, id)
);
create index audit_events_time on audit_events (org_id, at desc);
create index audit_events_customer on audit_events (org_id, customer_id, at desc) where customer_id is not null;
create index audit_events_object on audit_events (org_id, object_type, object_id, at desc);
select platform.protect_table('audit_events', 'append');

create table idempotency_keys (
  org_id uuid not null,
  key text collate "C" not null,
  actor_id text not null,
  request_hash bytea not null,
  status int,
  reply bytea,
  created_at timestamptz not null,
  constraint idempotency_keys_pk primary key (org_id, key)
);
create index idempotency_keys_age on idempotency_keys (org_id, created_at);
select platform.protect_table('idempotency_keys', 'write');

create table counters (
  org_id uuid not null,
  name text collate "C" not null,
  value bigint not null,
  constraint counters_pk primary key (org_id, name)
);
select platform.protect_table('counters', 'write');

-- Long work as its user sees it; pg-boss only carries it out.
create table job_runs (
  org_id uuid not null,
  id uuid not null,
  kind text collate "C" not null,
  status text collate "C" not null,
  input jsonb not null default '{}',
  done bigint not null default 0,
  total bigint,
  counts jsonb not null default '{}',
  result jsonb,
  error jsonb,
  cancel_requested boolean not null default false,
  started_by text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz,
  constraint job_runs_pk primary key (org_id, id),
  constraint job_runs_status_known check (status in ('queued', 'running', 'done', 'failed', 'cancelled'))
);
create index job_runs_recent on job_runs (org_id, created_at desc);
select platform.protect_table('job_runs', 'write');
