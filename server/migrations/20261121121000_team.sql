-- Stores and staff of an org. Accounts that sign in are in `platform`; a member of staff may have none.
create table stores (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  code text collate "C",
  timezone text not null,
  created_at timestamptz not null,
  constraint stores_pk primary key (org_id, id),
  constraint stores_code_unique unique (org_id, code)
);
select platform.protect_table('stores', 'write');

create table staff (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  is_active boolean not null default true,
  created_at timestamptz not null,
  constraint staff_pk primary key (org_id, id)
);
select platform.protect_table('staff', 'write');

create table staff_stores (
  org_id uuid not null,
  staff_id uuid not null,
  store_id uuid not null,
  constraint staff_stores_pk primary key (org_id, staff_id, store_id),
  constraint staff_stores_staff_fk foreign key (org_id, staff_id) references staff (org_id, id),
  constraint staff_stores_store_fk foreign key (org_id, store_id) references stores (org_id, id)
);
select platform.protect_table('staff_stores', 'write');
