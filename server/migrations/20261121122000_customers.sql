-- Customers: people and organisations, how to reach them, what finds them again, and where they stand.
create table customers (
  org_id uuid not null,
  id uuid not null,
  customer_no text collate "C" not null,
  kind text collate "C" not null,
  name text,
  -- Pinyin without tones, then the name: sorts as Chinese readers expect.
  name_sort text collate "C" not null,
  family_name text,
  given_name text,
  form_of_address text,
  sex text collate "C",
  birth_calendar text collate "C",
  birth_year int,
  birth_month int,
  birth_day int,
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
  -- Address and identity number, sealed under the customer's key; what readers see of them beside it.
  private_box bytea,
  address_masked text,
  id_number_masked text,
  is_vip boolean not null default false,
  -- The import that made this row; its revert removes it again.
  import_run_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null default 1,
  constraint customers_pk primary key (org_id, id),
  constraint customers_no_unique unique (org_id, customer_no),
  constraint customers_store_fk foreign key (org_id, store_id) references stores (org_id, id),
  constraint customers_owner_fk foreign key (org_id, owner_id) references staff (org_id, id),
  constraint customers_first_received_fk foreign key (org_id, first_received_by_id) references staff (org_id, id),
  constraint customers_kind_known check (kind in ('person', 'organisation')),
  constraint customers_birth_known check (birth_calendar in ('solar', 'lunar'))
);
create index customers_created on customers (org_id, created_at, id);
create index customers_name on customers (org_id, name_sort, id);
create index customers_owner on customers (org_id, owner_id, created_at, id);
create index customers_store on customers (org_id, store_id, created_at, id);
create index customers_city on customers (org_id, city, created_at, id);
create index customers_birthday on customers (org_id, birth_month, birth_day);
create index customers_import on customers (org_id, import_run_id) where import_run_id is not null;
select platform.protect_table('customers', 'write');

create table customer_contacts (
  org_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text collate "C" not null,
  label text,
  sealed bytea not null,
  masked text not null,
  -- Keyed hash of the normal form: finds the number again without storing it.
  lookup bytea not null,
  is_primary boolean not null default false,
  is_verified boolean not null default false,
  created_at timestamptz not null,
  constraint customer_contacts_pk primary key (org_id, id),
  constraint customer_contacts_customer_fk foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
create index customer_contacts_customer on customer_contacts (org_id, customer_id);
create index customer_contacts_lookup on customer_contacts (org_id, lookup);
select platform.protect_table('customer_contacts', 'write');

-- What finds a customer: name characters and pairs, pinyin, initials, number, plate, keyed phone tails. Rows, because no array or
-- trigram index serves under row security.
create table customer_terms (
  org_id uuid not null,
  term text collate "C" not null,
  customer_id uuid not null,
  constraint customer_terms_pk primary key (org_id, term, customer_id),
  constraint customer_terms_customer_fk foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
create index customer_terms_customer on customer_terms (org_id, customer_id);
select platform.protect_table('customer_terms', 'write');

create table customer_tags (
  org_id uuid not null,
  tag text collate "C" not null,
  customer_id uuid not null,
  constraint customer_tags_pk primary key (org_id, tag, customer_id),
  constraint customer_tags_customer_fk foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
create index customer_tags_customer on customer_tags (org_id, customer_id);
select platform.protect_table('customer_tags', 'write');

create table customer_plates (
  org_id uuid not null,
  customer_id uuid not null,
  plate text collate "C" not null,
  constraint customer_plates_pk primary key (org_id, customer_id, plate),
  constraint customer_plates_customer_fk foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
select platform.protect_table('customer_plates', 'write');

-- Kept figures of counted orders, one row for every customer, current in the transaction that writes a purchase.
create table purchase_summary (
  org_id uuid not null,
  customer_id uuid not null,
  first_day date,
  last_day date,
  orders int not null default 0,
  days int not null default 0,
  net bigint not null default 0,
  first_day_net bigint not null default 0,
  -- Cash basis: what was paid in (sales, top-ups, packages less refunds).
  cash_net bigint not null default 0,
  -- Sortable twin of last_day: days since 1970, -1 without a purchase.
  last_day_no int not null generated always as (coalesce(last_day - date '1970-01-01', -1)) stored,
  constraint purchase_summary_pk primary key (org_id, customer_id),
  constraint purchase_summary_customer_fk foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade
);
create index purchase_summary_last_day on purchase_summary (org_id, last_day_no, customer_id);
create index purchase_summary_net on purchase_summary (org_id, net, customer_id);
select platform.protect_table('purchase_summary', 'write');

-- Live value tier of customers that have one; `value` writes it.
create table customer_standing (
  org_id uuid not null,
  customer_id uuid not null,
  value_tier text collate "C" not null,
  since date not null,
  constraint customer_standing_pk primary key (org_id, customer_id),
  constraint customer_standing_customer_fk foreign key (org_id, customer_id) references customers (org_id, id) on delete cascade,
  constraint customer_standing_tier_known check (value_tier in ('tier_a', 'tier_b', 'tier_c', 'tier_d'))
);
create index customer_standing_tier on customer_standing (org_id, value_tier, customer_id);
select platform.protect_table('customer_standing', 'write');
