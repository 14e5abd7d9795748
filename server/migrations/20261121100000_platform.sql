-- Schema `platform`: what exists above the orgs. No row security here; everything with an org_id below `public` has it.
create schema platform;

-- Which rights the application role has on a table; applied after every migration, so a changed role name is one command away.
create table platform.table_rights (
  table_name text collate "C" not null,
  rights text not null,
  constraint table_rights_pk primary key (table_name),
  constraint table_rights_known check (rights in ('read', 'append', 'write', 'update_only'))
);

-- Forces row security on a business table and notes the application's rights. `append`: select and insert only.
create function platform.protect_table(name text, rights text) returns void language plpgsql as $$
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy tenant on %I using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', name);
  insert into platform.table_rights values ('public.' || name, rights);
end $$;

-- Gives the application role what table_rights says, and no more.
create function platform.grant_application(role_name text) returns void language plpgsql as $$
declare entry record;
begin
  execute format('grant usage on schema public, platform to %I', role_name);
  for entry in select table_name, t.rights from platform.table_rights t loop
    execute format('revoke all on table %s from %I', entry.table_name, role_name);
    execute format('grant %s on table %s to %I', case entry.rights
      when 'read' then 'select' when 'append' then 'select, insert'
      when 'update_only' then 'select, insert, update' else 'select, insert, update, delete' end, entry.table_name, role_name);
  end loop;
end $$;

create table platform.orgs (
  id uuid not null,
  slug text collate "C" not null,
  name text not null,
  trade text collate "C" not null,
  currency text collate "C" not null,
  timezone text not null,
  is_demo boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz not null,
  constraint orgs_pk primary key (id),
  constraint orgs_slug_unique unique (slug),
  constraint orgs_trade_known check (trade in ('salon', 'dealer', 'shop', 'key_account'))
);

create table platform.org_keys (
  org_id uuid not null,
  version int not null,
  installation_version int not null,
  wrapped bytea not null,
  constraint org_keys_pk primary key (org_id, version),
  constraint org_keys_org_fk foreign key (org_id) references platform.orgs (id)
);

-- A person who signs in, known by keyed hashes of phone and e-mail only.
create table platform.accounts (
  id uuid not null,
  display_name text not null,
  phone_hash bytea,
  phone_masked text,
  email_hash bytea,
  email_masked text,
  password_hash text not null,
  must_change_password boolean not null default false,
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null,
  constraint accounts_pk primary key (id),
  constraint accounts_phone_unique unique (phone_hash),
  constraint accounts_email_unique unique (email_hash),
  constraint accounts_identified check (phone_hash is not null or email_hash is not null)
);

-- The same account may work in several orgs, with another role in each.
create table platform.memberships (
  id uuid not null,
  org_id uuid not null,
  account_id uuid not null,
  staff_id uuid,
  role text collate "C" not null,
  store_ids uuid[] not null default '{}',
  status text collate "C" not null default 'active',
  created_at timestamptz not null,
  constraint memberships_pk primary key (id),
  constraint memberships_once unique (account_id, org_id),
  constraint memberships_org_fk foreign key (org_id) references platform.orgs (id),
  constraint memberships_account_fk foreign key (account_id) references platform.accounts (id),
  constraint memberships_status_known check (status in ('active', 'left'))
);
create index memberships_org on platform.memberships (org_id);

-- A session is a device and an operator: an opaque token, stored as its hash.
create table platform.sessions (
  token_hash bytea not null,
  id uuid not null,
  account_id uuid not null,
  membership_id uuid not null,
  device_label text not null default '',
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  constraint sessions_pk primary key (token_hash),
  constraint sessions_id_unique unique (id),
  constraint sessions_account_fk foreign key (account_id) references platform.accounts (id),
  constraint sessions_membership_fk foreign key (membership_id) references platform.memberships (id)
);
create index sessions_account on platform.sessions (account_id);

create table platform.api_keys (
  id uuid not null,
  org_id uuid not null,
  name text not null,
  prefix text collate "C" not null,
  key_hash bytea not null,
  scopes text[] not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_keys_pk primary key (id),
  constraint api_keys_hash_unique unique (key_hash),
  constraint api_keys_org_fk foreign key (org_id) references platform.orgs (id)
);
create index api_keys_org on platform.api_keys (org_id);

-- Events wait here from the commit that wrote them until every handler has run. Payloads hold ids, never personal data.
create table platform.outbox (
  id uuid not null,
  org_id uuid not null,
  name text collate "C" not null,
  payload jsonb not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  not_before timestamptz not null,
  dispatched_at timestamptz,
  last_error text,
  constraint outbox_pk primary key (id)
);
create index outbox_waiting on platform.outbox (not_before) where dispatched_at is null;

insert into platform.table_rights values
  ('platform.orgs', 'update_only'), ('platform.org_keys', 'update_only'), ('platform.accounts', 'write'), ('platform.memberships', 'write'),
  ('platform.sessions', 'write'), ('platform.api_keys', 'update_only'), ('platform.outbox', 'write'), ('platform.table_rights', 'read'),
  ('public.migrations', 'read');
