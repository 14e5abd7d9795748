-- The schema that the migrations give. Written by `node server/kernel/db/write-schema.ts`; change a migration, not this file.

create schema platform;

CREATE OR REPLACE FUNCTION platform.grant_application(role_name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare entry record;
begin
  execute format('grant usage on schema public, platform to %I', role_name);
  for entry in select table_name, t.rights from platform.table_rights t loop
    execute format('revoke all on table %s from %I', entry.table_name, role_name);
    execute format('grant %s on table %s to %I', case entry.rights
      when 'read' then 'select' when 'append' then 'select, insert'
      when 'update_only' then 'select, insert, update' else 'select, insert, update, delete' end, entry.table_name, role_name);
  end loop;
end $function$;

CREATE OR REPLACE FUNCTION platform.protect_table(name text, rights text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy tenant on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  insert into platform.table_rights values ('public.' || name, rights);
end $function$;

create table platform.accounts (
  id uuid not null,
  display_name text not null,
  phone_hash bytea,
  phone_masked text,
  email_hash bytea,
  email_masked text,
  password_hash text not null,
  must_change_password boolean not null default false,
  failed_sign_ins integer not null default 0,
  locked_until timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint accounts_pk PRIMARY KEY (id),
  constraint accounts_email_unique UNIQUE (email_hash),
  constraint accounts_phone_unique UNIQUE (phone_hash),
  constraint accounts_identified CHECK (((phone_hash IS NOT NULL) OR (email_hash IS NOT NULL)))
);

create table platform.api_keys (
  id uuid not null,
  org_id uuid not null,
  name text not null,
  prefix text collate "C" not null,
  key_hash bytea not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_keys_pk PRIMARY KEY (id),
  constraint api_keys_hash_unique UNIQUE (key_hash)
);
CREATE INDEX api_keys_org ON platform.api_keys USING btree (org_id);

create table platform.erasures (
  org_id uuid not null,
  erased_customer uuid not null,
  erased_at timestamp with time zone not null,
  constraint erasures_pk PRIMARY KEY (org_id, erased_customer)
);

create table platform.key_copies (
  fingerprint text collate "C" not null,
  confirmed_at timestamp with time zone not null,
  confirmed_by text not null,
  constraint key_copies_pk PRIMARY KEY (fingerprint)
);

create table platform.memberships (
  id uuid not null,
  org_id uuid not null,
  account_id uuid not null,
  staff_id uuid,
  role text collate "C" not null,
  store_ids uuid[] not null default '{}'::uuid[],
  status text collate "C" not null default 'active'::text,
  created_at timestamp with time zone not null,
  constraint memberships_pk PRIMARY KEY (id),
  constraint memberships_once UNIQUE (account_id, org_id),
  constraint memberships_status_known CHECK ((status = ANY (ARRAY['active'::text, 'left'::text])))
);
CREATE INDEX memberships_org ON platform.memberships USING btree (org_id);

create table platform.org_keys (
  org_id uuid not null,
  version integer not null,
  installation_version integer not null,
  wrapped bytea not null,
  constraint org_keys_pk PRIMARY KEY (org_id, version)
);

create table platform.orgs (
  id uuid not null,
  slug text collate "C" not null,
  name text not null,
  trade text collate "C" not null,
  currency text collate "C" not null,
  timezone text not null,
  is_demo boolean not null default false,
  settings jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  constraint orgs_pk PRIMARY KEY (id),
  constraint orgs_slug_unique UNIQUE (slug),
  constraint orgs_trade_known CHECK ((trade = ANY (ARRAY['salon'::text, 'dealer'::text, 'shop'::text, 'key_account'::text])))
);

create table platform.outbox (
  id uuid not null,
  org_id uuid not null,
  name text collate "C" not null,
  payload jsonb not null,
  created_at timestamp with time zone not null,
  attempts integer not null default 0,
  not_before timestamp with time zone not null,
  dispatched_at timestamp with time zone,
  last_error text,
  handled text[] not null default '{}'::text[],
  dead_at timestamp with time zone,
  constraint outbox_pk PRIMARY KEY (id)
);
CREATE INDEX outbox_dead ON platform.outbox USING btree (dead_at) WHERE (dead_at IS NOT NULL);
CREATE INDEX outbox_dispatched ON platform.outbox USING btree (dispatched_at) WHERE (dispatched_at IS NOT NULL);
CREATE INDEX outbox_org_order ON platform.outbox USING btree (org_id, id) WHERE ((dispatched_at IS NULL) AND (dead_at IS NULL));
CREATE INDEX outbox_waiting ON platform.outbox USING btree (not_before) WHERE ((dispatched_at IS NULL) AND (dead_at IS NULL));

create table platform.sessions (
  token_hash bytea not null,
  id uuid not null,
  account_id uuid not null,
  membership_id uuid not null,
  device_label text not null default ''::text,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sessions_pk PRIMARY KEY (token_hash),
  constraint sessions_id_unique UNIQUE (id)
);
CREATE INDEX sessions_account ON platform.sessions USING btree (account_id);

create table platform.table_rights (
  table_name text collate "C" not null,
  rights text not null,
  constraint table_rights_pk PRIMARY KEY (table_name),
  constraint table_rights_known CHECK ((rights = ANY (ARRAY['read'::text, 'append'::text, 'write'::text, 'update_only'::text])))
);

create table public.audit_events (
  org_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  actor_kind text collate "C" not null,
  actor_id text not null,
  actor_name text not null,
  session_id uuid,
  request_id text not null,
  action text collate "C" not null,
  object_type text collate "C",
  object_id text collate "C",
  customer_id uuid,
  facts jsonb not null default '{}'::jsonb,
  sealed bytea,
  constraint audit_events_pk PRIMARY KEY (org_id, id)
);
CREATE INDEX audit_events_customer ON public.audit_events USING btree (org_id, customer_id, at DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX audit_events_object ON public.audit_events USING btree (org_id, object_type, object_id, at DESC);
CREATE INDEX audit_events_time ON public.audit_events USING btree (org_id, at DESC);
alter table public.audit_events enable row level security;
alter table public.audit_events force row level security;
create policy tenant on public.audit_events as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.birthday_marks (
  org_id uuid not null,
  customer_id uuid not null,
  kept_on date not null,
  outcome text collate "C" not null,
  interaction_id uuid,
  task_id uuid,
  at timestamp with time zone not null,
  constraint birthday_marks_pk PRIMARY KEY (org_id, customer_id, kept_on),
  constraint birthday_marks_outcome_known CHECK ((outcome = ANY (ARRAY['greeted'::text, 'task'::text])))
);
CREATE INDEX birthday_marks_day ON public.birthday_marks USING btree (org_id, kept_on);
alter table public.birthday_marks enable row level security;
alter table public.birthday_marks force row level security;
create policy tenant on public.birthday_marks as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.counters (
  org_id uuid not null,
  name text collate "C" not null,
  value bigint not null,
  constraint counters_pk PRIMARY KEY (org_id, name)
);
alter table public.counters enable row level security;
alter table public.counters force row level security;
create policy tenant on public.counters as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.customer_contacts (
  org_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text collate "C" not null,
  label text,
  sealed bytea not null,
  masked text not null,
  lookup bytea not null,
  is_primary boolean not null default false,
  is_verified boolean not null default false,
  created_at timestamp with time zone not null,
  constraint customer_contacts_pk PRIMARY KEY (org_id, id)
);
CREATE INDEX customer_contacts_customer ON public.customer_contacts USING btree (org_id, customer_id);
CREATE INDEX customer_contacts_lookup ON public.customer_contacts USING btree (org_id, lookup);
alter table public.customer_contacts enable row level security;
alter table public.customer_contacts force row level security;
create policy tenant on public.customer_contacts as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.customer_keys (
  org_id uuid not null,
  customer_id uuid not null,
  org_key_version integer not null,
  wrapped bytea not null,
  constraint customer_keys_pk PRIMARY KEY (org_id, customer_id)
);
alter table public.customer_keys enable row level security;
alter table public.customer_keys force row level security;
create policy tenant on public.customer_keys as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.customer_plates (
  org_id uuid not null,
  customer_id uuid not null,
  plate text collate "C" not null,
  constraint customer_plates_pk PRIMARY KEY (org_id, customer_id, plate)
);
alter table public.customer_plates enable row level security;
alter table public.customer_plates force row level security;
create policy tenant on public.customer_plates as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.customer_standing (
  org_id uuid not null,
  customer_id uuid not null,
  value_tier text collate "C" not null,
  since date not null,
  constraint customer_standing_pk PRIMARY KEY (org_id, customer_id),
  constraint customer_standing_tier_known CHECK ((value_tier = ANY (ARRAY['tier_a'::text, 'tier_b'::text, 'tier_c'::text, 'tier_d'::text])))
);
CREATE INDEX customer_standing_tier ON public.customer_standing USING btree (org_id, value_tier, customer_id);
alter table public.customer_standing enable row level security;
alter table public.customer_standing force row level security;
create policy tenant on public.customer_standing as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.customer_tags (
  org_id uuid not null,
  tag text collate "C" not null,
  customer_id uuid not null,
  constraint customer_tags_pk PRIMARY KEY (org_id, tag, customer_id)
);
CREATE INDEX customer_tags_customer ON public.customer_tags USING btree (org_id, customer_id);
alter table public.customer_tags enable row level security;
alter table public.customer_tags force row level security;
create policy tenant on public.customer_tags as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.customer_terms (
  org_id uuid not null,
  term text collate "C" not null,
  customer_id uuid not null,
  constraint customer_terms_pk PRIMARY KEY (org_id, term, customer_id)
);
CREATE INDEX customer_terms_customer ON public.customer_terms USING btree (org_id, customer_id);
alter table public.customer_terms enable row level security;
alter table public.customer_terms force row level security;
create policy tenant on public.customer_terms as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.customers (
  org_id uuid not null,
  id uuid not null,
  customer_no text collate "C" not null,
  kind text collate "C" not null,
  name text,
  name_sort text collate "C" not null,
  family_name text,
  given_name text,
  form_of_address text,
  sex text collate "C",
  birth_calendar text collate "C",
  birth_year integer,
  birth_month integer,
  birth_day integer,
  birth_leap boolean not null default false,
  city text collate "C",
  region text collate "C",
  postcode text collate "C",
  country text collate "C",
  lead_source text collate "C" not null,
  owner_id uuid,
  first_received_by_id uuid,
  store_id uuid,
  notes text,
  private_box bytea,
  address_masked text,
  id_number_masked text,
  is_vip boolean not null default false,
  import_run_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  version integer not null default 1,
  constraint customers_pk PRIMARY KEY (org_id, id),
  constraint customers_no_unique UNIQUE (org_id, customer_no),
  constraint customers_birth_known CHECK ((birth_calendar = ANY (ARRAY['solar'::text, 'lunar'::text]))),
  constraint customers_kind_known CHECK ((kind = ANY (ARRAY['person'::text, 'organisation'::text])))
);
CREATE INDEX customers_birthday ON public.customers USING btree (org_id, birth_month, birth_day);
CREATE INDEX customers_birthday_of ON public.customers USING btree (org_id, birth_month, birth_day, birth_calendar, birth_leap, owner_id) WHERE (birth_month IS NOT NULL);
CREATE INDEX customers_city ON public.customers USING btree (org_id, city, created_at, id);
CREATE INDEX customers_created ON public.customers USING btree (org_id, created_at, id);
CREATE INDEX customers_import ON public.customers USING btree (org_id, import_run_id) WHERE (import_run_id IS NOT NULL);
CREATE INDEX customers_name ON public.customers USING btree (org_id, name_sort, id);
CREATE INDEX customers_owner ON public.customers USING btree (org_id, owner_id, created_at, id);
CREATE INDEX customers_store ON public.customers USING btree (org_id, store_id, created_at, id);
alter table public.customers enable row level security;
alter table public.customers force row level security;
create policy tenant on public.customers as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.follow_up_events (
  org_id uuid not null,
  id uuid not null,
  task_id uuid,
  promise_id uuid,
  act text collate "C" not null,
  at timestamp with time zone not null,
  staff_id uuid,
  actor_name text not null,
  from_day date,
  to_day date,
  from_staff_id uuid,
  to_staff_id uuid,
  constraint follow_up_events_pk PRIMARY KEY (org_id, id),
  constraint follow_up_events_of_one CHECK (((task_id IS NULL) <> (promise_id IS NULL)))
);
CREATE INDEX follow_up_events_promise ON public.follow_up_events USING btree (org_id, promise_id, at) WHERE (promise_id IS NOT NULL);
CREATE INDEX follow_up_events_task ON public.follow_up_events USING btree (org_id, task_id, at) WHERE (task_id IS NOT NULL);
alter table public.follow_up_events enable row level security;
alter table public.follow_up_events force row level security;
create policy tenant on public.follow_up_events as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.idempotency_keys (
  org_id uuid not null,
  key text collate "C" not null,
  actor_id text not null,
  request_hash bytea not null,
  status integer,
  reply bytea,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_pk PRIMARY KEY (org_id, key)
);
CREATE INDEX idempotency_keys_age ON public.idempotency_keys USING btree (org_id, created_at);
alter table public.idempotency_keys enable row level security;
alter table public.idempotency_keys force row level security;
create policy tenant on public.idempotency_keys as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.import_changes (
  org_id uuid not null,
  run_id uuid not null,
  object_type text collate "C" not null,
  object_id uuid not null,
  version_after integer not null,
  sealed bytea not null,
  constraint import_changes_pk PRIMARY KEY (org_id, run_id, object_type, object_id)
);
alter table public.import_changes enable row level security;
alter table public.import_changes force row level security;
create policy tenant on public.import_changes as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.import_faults (
  org_id uuid not null,
  run_id uuid not null,
  row_no bigint not null,
  n integer not null,
  column_name text collate "C",
  code text collate "C" not null,
  refused boolean not null,
  data jsonb not null default '{}'::jsonb,
  constraint import_faults_pk PRIMARY KEY (org_id, run_id, row_no, n)
);
alter table public.import_faults enable row level security;
alter table public.import_faults force row level security;
create policy tenant on public.import_faults as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.import_repeats (
  org_id uuid not null,
  run_id uuid not null,
  key_hash uuid not null,
  seen integer not null,
  constraint import_repeats_pk PRIMARY KEY (org_id, run_id, key_hash)
);
alter table public.import_repeats enable row level security;
alter table public.import_repeats force row level security;
create policy tenant on public.import_repeats as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.import_runs (
  org_id uuid not null,
  id uuid not null,
  job_id uuid not null,
  revert_job_id uuid,
  kind text collate "C" not null,
  file_name text not null,
  storage_key text collate "C",
  file_hash bytea not null,
  file_bytes bigint not null,
  options jsonb not null,
  dry_run boolean not null default false,
  encoding text collate "C",
  delimiter text,
  columns jsonb not null default '[]'::jsonb,
  next_row bigint not null default 0,
  counts jsonb not null default '{}'::jsonb,
  seconds double precision not null default 0,
  started_by text not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  reverted_at timestamp with time zone,
  constraint import_runs_pk PRIMARY KEY (org_id, id)
);
CREATE INDEX import_runs_job ON public.import_runs USING btree (org_id, job_id);
CREATE INDEX import_runs_recent ON public.import_runs USING btree (org_id, created_at DESC, id DESC);
alter table public.import_runs enable row level security;
alter table public.import_runs force row level security;
create policy tenant on public.import_runs as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.interactions (
  org_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text collate "C" not null,
  channel text collate "C" not null,
  direction text collate "C" not null,
  occurred_at timestamp with time zone not null,
  summary text,
  staff_id uuid,
  store_id uuid,
  import_key text collate "C",
  import_run_id uuid,
  created_at timestamp with time zone not null,
  constraint interactions_pk PRIMARY KEY (org_id, id),
  constraint interactions_kind_known CHECK ((kind = ANY (ARRAY['service'::text, 'communication'::text])))
);
CREATE INDEX interactions_customer_time ON public.interactions USING btree (org_id, customer_id, occurred_at, id);
CREATE INDEX interactions_import ON public.interactions USING btree (org_id, import_run_id) WHERE (import_run_id IS NOT NULL);
CREATE UNIQUE INDEX interactions_import_key ON public.interactions USING btree (org_id, import_key) WHERE (import_key IS NOT NULL);
alter table public.interactions enable row level security;
alter table public.interactions force row level security;
create policy tenant on public.interactions as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.job_runs (
  org_id uuid not null,
  id uuid not null,
  kind text collate "C" not null,
  status text collate "C" not null,
  input jsonb not null default '{}'::jsonb,
  done bigint not null default 0,
  total bigint,
  counts jsonb not null default '{}'::jsonb,
  result jsonb,
  error jsonb,
  cancel_requested boolean not null default false,
  started_by text not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  heartbeat_at timestamp with time zone,
  finished_at timestamp with time zone,
  asked_by jsonb not null default '{}'::jsonb,
  attempt integer not null default 0,
  stalled integer not null default 0,
  resumed_at timestamp with time zone,
  resumed_done bigint not null default 0,
  constraint job_runs_pk PRIMARY KEY (org_id, id),
  constraint job_runs_status_known CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX job_runs_recent ON public.job_runs USING btree (org_id, created_at DESC);
alter table public.job_runs enable row level security;
alter table public.job_runs force row level security;
create policy tenant on public.job_runs as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.order_items (
  org_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  name text not null,
  sku text collate "C",
  quantity double precision not null,
  amount bigint,
  constraint order_items_pk PRIMARY KEY (org_id, order_id, line_no)
);
alter table public.order_items enable row level security;
alter table public.order_items force row level security;
create policy tenant on public.order_items as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.order_payments (
  org_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  method text collate "C" not null,
  amount bigint not null,
  constraint order_payments_pk PRIMARY KEY (org_id, order_id, line_no)
);
alter table public.order_payments enable row level security;
alter table public.order_payments force row level security;
create policy tenant on public.order_payments as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.order_performers (
  org_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  staff_id uuid,
  name text not null,
  requested boolean not null default false,
  constraint order_performers_pk PRIMARY KEY (org_id, order_id, line_no)
);
alter table public.order_performers enable row level security;
alter table public.order_performers force row level security;
create policy tenant on public.order_performers as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.orders (
  org_id uuid not null,
  id uuid not null,
  order_no text collate "C" not null,
  kind text collate "C" not null,
  customer_id uuid,
  store_id uuid,
  occurred_at timestamp with time zone not null,
  business_day date not null,
  amount bigint not null,
  units double precision,
  lines integer,
  refund_of uuid,
  note text,
  import_key text collate "C",
  import_run_id uuid,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint orders_pk PRIMARY KEY (org_id, id),
  constraint orders_no_unique UNIQUE (org_id, order_no),
  constraint orders_kind_known CHECK ((kind = ANY (ARRAY['sale'::text, 'consumption'::text, 'top_up'::text, 'package_sale'::text, 'refund'::text, 'cancellation'::text, 'adjustment'::text])))
);
CREATE INDEX orders_customer_time ON public.orders USING btree (org_id, customer_id, occurred_at, id) INCLUDE (business_day, kind, amount);
CREATE INDEX orders_day ON public.orders USING btree (org_id, business_day);
CREATE INDEX orders_import ON public.orders USING brin (org_id, import_run_id);
CREATE UNIQUE INDEX orders_import_key ON public.orders USING btree (org_id, import_key) WHERE (import_key IS NOT NULL);
CREATE INDEX orders_refund ON public.orders USING btree (org_id, refund_of) WHERE (refund_of IS NOT NULL);
alter table public.orders enable row level security;
alter table public.orders force row level security;
create policy tenant on public.orders as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.promises (
  org_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  staff_id uuid not null,
  what text,
  due_day date not null,
  status text collate "C" not null default 'open'::text,
  kept_at timestamp with time zone,
  evidence text,
  broken_at timestamp with time zone,
  broken_reason text,
  kept_late boolean not null default false,
  missed boolean not null default false,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint promises_pk PRIMARY KEY (org_id, id),
  constraint promises_broken_at_when_broken CHECK (((status = 'broken'::text) = (broken_at IS NOT NULL))),
  constraint promises_kept_at_when_kept CHECK (((status = 'kept'::text) = (kept_at IS NOT NULL))),
  constraint promises_status_known CHECK ((status = ANY (ARRAY['open'::text, 'kept'::text, 'broken'::text, 'cancelled'::text])))
);
CREATE INDEX promises_customer ON public.promises USING btree (org_id, customer_id, due_day, id);
CREATE INDEX promises_due ON public.promises USING btree (org_id, status, due_day, id);
CREATE INDEX promises_staff ON public.promises USING btree (org_id, staff_id, status, due_day, id);
alter table public.promises enable row level security;
alter table public.promises force row level security;
create policy tenant on public.promises as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.purchase_summary (
  org_id uuid not null,
  customer_id uuid not null,
  first_day date,
  last_day date,
  orders integer not null default 0,
  days integer not null default 0,
  net bigint not null default 0,
  first_day_net bigint not null default 0,
  cash_net bigint not null default 0,
  last_day_no integer not null generated always as (COALESCE((last_day - '1970-01-01'::date), '-1'::integer)) stored,
  constraint purchase_summary_pk PRIMARY KEY (org_id, customer_id)
);
CREATE INDEX purchase_summary_last_day ON public.purchase_summary USING btree (org_id, last_day_no, customer_id);
CREATE INDEX purchase_summary_net ON public.purchase_summary USING btree (org_id, net, customer_id);
alter table public.purchase_summary enable row level security;
alter table public.purchase_summary force row level security;
create policy tenant on public.purchase_summary as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.staff (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  is_active boolean not null default true,
  created_at timestamp with time zone not null,
  constraint staff_pk PRIMARY KEY (org_id, id)
);
alter table public.staff enable row level security;
alter table public.staff force row level security;
create policy tenant on public.staff as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.staff_stores (
  org_id uuid not null,
  staff_id uuid not null,
  store_id uuid not null,
  constraint staff_stores_pk PRIMARY KEY (org_id, staff_id, store_id)
);
alter table public.staff_stores enable row level security;
alter table public.staff_stores force row level security;
create policy tenant on public.staff_stores as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.stores (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  code text collate "C",
  timezone text not null,
  created_at timestamp with time zone not null,
  constraint stores_pk PRIMARY KEY (org_id, id),
  constraint stores_code_unique UNIQUE (org_id, code)
);
alter table public.stores enable row level security;
alter table public.stores force row level security;
create policy tenant on public.stores as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

create table public.tasks (
  org_id uuid not null,
  id uuid not null,
  title text,
  customer_id uuid,
  assignee_id uuid not null,
  due_day date not null,
  due_at timestamp with time zone,
  repeat_every text collate "C" not null default 'none'::text,
  repeat_interval integer not null default 1,
  repeat_from date not null,
  scheduled_day date not null,
  previous_id uuid,
  source text collate "C" not null default 'manual'::text,
  status text collate "C" not null default 'open'::text,
  done_at timestamp with time zone,
  done_by_id uuid,
  result text,
  created_at timestamp with time zone not null,
  version integer not null default 1,
  constraint tasks_pk PRIMARY KEY (org_id, id),
  constraint tasks_done_at_when_done CHECK (((status = 'done'::text) = (done_at IS NOT NULL))),
  constraint tasks_interval_positive CHECK (((repeat_interval >= 1) AND (repeat_interval <= 1000))),
  constraint tasks_repeat_known CHECK ((repeat_every = ANY (ARRAY['none'::text, 'day'::text, 'week'::text, 'month'::text, 'year'::text]))),
  constraint tasks_status_known CHECK ((status = ANY (ARRAY['open'::text, 'done'::text, 'cancelled'::text])))
);
CREATE INDEX tasks_assignee ON public.tasks USING btree (org_id, assignee_id, status, due_day, id);
CREATE INDEX tasks_customer ON public.tasks USING btree (org_id, customer_id, status, due_day, id) WHERE (customer_id IS NOT NULL);
CREATE INDEX tasks_done ON public.tasks USING btree (org_id, done_at, assignee_id) WHERE (done_at IS NOT NULL);
CREATE INDEX tasks_due ON public.tasks USING btree (org_id, status, due_day, id);
CREATE UNIQUE INDEX tasks_one_next ON public.tasks USING btree (org_id, previous_id) WHERE ((previous_id IS NOT NULL) AND (status <> 'cancelled'::text));
alter table public.tasks enable row level security;
alter table public.tasks force row level security;
create policy tenant on public.tasks as permissive for all using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

alter table platform.api_keys add constraint api_keys_org_fk FOREIGN KEY (org_id) REFERENCES platform.orgs(id);
alter table platform.memberships add constraint memberships_account_fk FOREIGN KEY (account_id) REFERENCES platform.accounts(id);
alter table platform.memberships add constraint memberships_org_fk FOREIGN KEY (org_id) REFERENCES platform.orgs(id);
alter table platform.org_keys add constraint org_keys_org_fk FOREIGN KEY (org_id) REFERENCES platform.orgs(id);
alter table platform.sessions add constraint sessions_account_fk FOREIGN KEY (account_id) REFERENCES platform.accounts(id);
alter table platform.sessions add constraint sessions_membership_fk FOREIGN KEY (membership_id) REFERENCES platform.memberships(id);
alter table public.birthday_marks add constraint birthday_marks_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id);
alter table public.birthday_marks add constraint birthday_marks_interaction_fk FOREIGN KEY (org_id, interaction_id) REFERENCES public.interactions(org_id, id);
alter table public.birthday_marks add constraint birthday_marks_task_fk FOREIGN KEY (org_id, task_id) REFERENCES public.tasks(org_id, id);
alter table public.customer_contacts add constraint customer_contacts_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id) ON DELETE CASCADE;
alter table public.customer_plates add constraint customer_plates_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id) ON DELETE CASCADE;
alter table public.customer_standing add constraint customer_standing_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id) ON DELETE CASCADE;
alter table public.customer_tags add constraint customer_tags_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id) ON DELETE CASCADE;
alter table public.customer_terms add constraint customer_terms_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id) ON DELETE CASCADE;
alter table public.customers add constraint customers_first_received_fk FOREIGN KEY (org_id, first_received_by_id) REFERENCES public.staff(org_id, id);
alter table public.customers add constraint customers_owner_fk FOREIGN KEY (org_id, owner_id) REFERENCES public.staff(org_id, id);
alter table public.customers add constraint customers_store_fk FOREIGN KEY (org_id, store_id) REFERENCES public.stores(org_id, id);
alter table public.follow_up_events add constraint follow_up_events_from_staff_fk FOREIGN KEY (org_id, from_staff_id) REFERENCES public.staff(org_id, id);
alter table public.follow_up_events add constraint follow_up_events_promise_fk FOREIGN KEY (org_id, promise_id) REFERENCES public.promises(org_id, id);
alter table public.follow_up_events add constraint follow_up_events_staff_fk FOREIGN KEY (org_id, staff_id) REFERENCES public.staff(org_id, id);
alter table public.follow_up_events add constraint follow_up_events_task_fk FOREIGN KEY (org_id, task_id) REFERENCES public.tasks(org_id, id);
alter table public.follow_up_events add constraint follow_up_events_to_staff_fk FOREIGN KEY (org_id, to_staff_id) REFERENCES public.staff(org_id, id);
alter table public.import_changes add constraint import_changes_run_fk FOREIGN KEY (org_id, run_id) REFERENCES public.import_runs(org_id, id) ON DELETE CASCADE;
alter table public.import_faults add constraint import_faults_run_fk FOREIGN KEY (org_id, run_id) REFERENCES public.import_runs(org_id, id) ON DELETE CASCADE;
alter table public.import_repeats add constraint import_repeats_run_fk FOREIGN KEY (org_id, run_id) REFERENCES public.import_runs(org_id, id) ON DELETE CASCADE;
alter table public.interactions add constraint interactions_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id);
alter table public.interactions add constraint interactions_staff_fk FOREIGN KEY (org_id, staff_id) REFERENCES public.staff(org_id, id);
alter table public.interactions add constraint interactions_store_fk FOREIGN KEY (org_id, store_id) REFERENCES public.stores(org_id, id);
alter table public.order_items add constraint order_items_order_fk FOREIGN KEY (org_id, order_id) REFERENCES public.orders(org_id, id) ON DELETE CASCADE;
alter table public.order_payments add constraint order_payments_order_fk FOREIGN KEY (org_id, order_id) REFERENCES public.orders(org_id, id) ON DELETE CASCADE;
alter table public.order_performers add constraint order_performers_order_fk FOREIGN KEY (org_id, order_id) REFERENCES public.orders(org_id, id) ON DELETE CASCADE;
alter table public.order_performers add constraint order_performers_staff_fk FOREIGN KEY (org_id, staff_id) REFERENCES public.staff(org_id, id);
alter table public.orders add constraint orders_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id);
alter table public.orders add constraint orders_refund_fk FOREIGN KEY (org_id, refund_of) REFERENCES public.orders(org_id, id);
alter table public.orders add constraint orders_store_fk FOREIGN KEY (org_id, store_id) REFERENCES public.stores(org_id, id);
alter table public.promises add constraint promises_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id);
alter table public.promises add constraint promises_staff_fk FOREIGN KEY (org_id, staff_id) REFERENCES public.staff(org_id, id);
alter table public.purchase_summary add constraint purchase_summary_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id) ON DELETE CASCADE;
alter table public.staff_stores add constraint staff_stores_staff_fk FOREIGN KEY (org_id, staff_id) REFERENCES public.staff(org_id, id);
alter table public.staff_stores add constraint staff_stores_store_fk FOREIGN KEY (org_id, store_id) REFERENCES public.stores(org_id, id);
alter table public.tasks add constraint tasks_assignee_fk FOREIGN KEY (org_id, assignee_id) REFERENCES public.staff(org_id, id);
alter table public.tasks add constraint tasks_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES public.customers(org_id, id);
alter table public.tasks add constraint tasks_done_by_fk FOREIGN KEY (org_id, done_by_id) REFERENCES public.staff(org_id, id);
alter table public.tasks add constraint tasks_previous_fk FOREIGN KEY (org_id, previous_id) REFERENCES public.tasks(org_id, id);

insert into platform.table_rights values ('platform.accounts', 'write');
insert into platform.table_rights values ('platform.api_keys', 'update_only');
insert into platform.table_rights values ('platform.erasures', 'append');
insert into platform.table_rights values ('platform.key_copies', 'append');
insert into platform.table_rights values ('platform.memberships', 'write');
insert into platform.table_rights values ('platform.org_keys', 'update_only');
insert into platform.table_rights values ('platform.orgs', 'update_only');
insert into platform.table_rights values ('platform.outbox', 'write');
insert into platform.table_rights values ('platform.sessions', 'write');
insert into platform.table_rights values ('platform.table_rights', 'read');
insert into platform.table_rights values ('public.audit_events', 'append');
insert into platform.table_rights values ('public.birthday_marks', 'write');
insert into platform.table_rights values ('public.counters', 'write');
insert into platform.table_rights values ('public.customer_contacts', 'write');
insert into platform.table_rights values ('public.customer_keys', 'write');
insert into platform.table_rights values ('public.customer_plates', 'write');
insert into platform.table_rights values ('public.customer_standing', 'write');
insert into platform.table_rights values ('public.customer_tags', 'write');
insert into platform.table_rights values ('public.customer_terms', 'write');
insert into platform.table_rights values ('public.customers', 'write');
insert into platform.table_rights values ('public.follow_up_events', 'append');
insert into platform.table_rights values ('public.idempotency_keys', 'write');
insert into platform.table_rights values ('public.import_changes', 'write');
insert into platform.table_rights values ('public.import_faults', 'write');
insert into platform.table_rights values ('public.import_repeats', 'write');
insert into platform.table_rights values ('public.import_runs', 'write');
insert into platform.table_rights values ('public.interactions', 'write');
insert into platform.table_rights values ('public.job_runs', 'write');
insert into platform.table_rights values ('public.migrations', 'read');
insert into platform.table_rights values ('public.order_items', 'write');
insert into platform.table_rights values ('public.order_payments', 'write');
insert into platform.table_rights values ('public.order_performers', 'write');
insert into platform.table_rights values ('public.orders', 'write');
insert into platform.table_rights values ('public.promises', 'write');
insert into platform.table_rights values ('public.purchase_summary', 'write');
insert into platform.table_rights values ('public.staff', 'write');
insert into platform.table_rights values ('public.staff_stores', 'write');
insert into platform.table_rights values ('public.stores', 'write');
insert into platform.table_rights values ('public.tasks', 'write');
