-- What happens between a customer and us: purchases with their items, performers and payments; calls, messages, visits and notes.
create table orders (
  org_id uuid not null,
  id uuid not null,
  order_no text collate "C" not null,
  kind text collate "C" not null,
  -- Null only in the anonymous bucket: sales to nobody known, kept for totals.
  customer_id uuid,
  store_id uuid,
  occurred_at timestamptz not null,
  -- The store's calendar day at writing; all value mathematics reads only this.
  business_day date not null,
  -- Minor units of the org's currency. Refunds are stored negative.
  amount bigint not null,
  units float8,
  lines int,
  refund_of uuid,
  note text,
  -- What tells an order without a number apart: customer, day, amount, n-th equal on that day.
  import_key text collate "C",
  import_run_id uuid,
  created_at timestamptz not null,
  version int not null default 1,
  constraint orders_pk primary key (org_id, id),
  constraint orders_no_unique unique (org_id, order_no),
  constraint orders_customer_fk foreign key (org_id, customer_id) references customers (org_id, id),
  constraint orders_store_fk foreign key (org_id, store_id) references stores (org_id, id),
  constraint orders_refund_fk foreign key (org_id, refund_of) references orders (org_id, id),
  constraint orders_kind_known check (kind in ('sale', 'consumption', 'top_up', 'package_sale', 'refund', 'cancellation', 'adjustment'))
);
create unique index orders_import_key on orders (org_id, import_key) where import_key is not null;
create index orders_customer_time on orders (org_id, customer_id, occurred_at, id) include (business_day, kind, amount);
create index orders_day on orders (org_id, business_day);
create index orders_refund on orders (org_id, refund_of) where refund_of is not null;
-- Only a revert looks for a run, and its rows lie together: a range index costs an import next to nothing.
create index orders_import on orders using brin (org_id, import_run_id);
select platform.protect_table('orders', 'write');

create table order_items (
  org_id uuid not null,
  order_id uuid not null,
  line_no int not null,
  name text not null,
  sku text collate "C",
  quantity float8 not null,
  amount bigint,
  constraint order_items_pk primary key (org_id, order_id, line_no),
  constraint order_items_order_fk foreign key (org_id, order_id) references orders (org_id, id) on delete cascade
);
select platform.protect_table('order_items', 'write');

create table order_performers (
  org_id uuid not null,
  order_id uuid not null,
  line_no int not null,
  staff_id uuid,
  name text not null,
  -- 点钟: the customer asked for this person by name.
  requested boolean not null default false,
  constraint order_performers_pk primary key (org_id, order_id, line_no),
  constraint order_performers_order_fk foreign key (org_id, order_id) references orders (org_id, id) on delete cascade,
  constraint order_performers_staff_fk foreign key (org_id, staff_id) references staff (org_id, id)
);
select platform.protect_table('order_performers', 'write');

create table order_payments (
  org_id uuid not null,
  order_id uuid not null,
  line_no int not null,
  method text collate "C" not null,
  amount bigint not null,
  constraint order_payments_pk primary key (org_id, order_id, line_no),
  constraint order_payments_order_fk foreign key (org_id, order_id) references orders (org_id, id) on delete cascade
);
select platform.protect_table('order_payments', 'write');

-- Service and communication; transactions on the timeline are the orders themselves.
create table interactions (
  org_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text collate "C" not null,
  channel text collate "C" not null,
  direction text collate "C" not null,
  occurred_at timestamptz not null,
  summary text,
  staff_id uuid,
  store_id uuid,
  import_key text collate "C",
  import_run_id uuid,
  created_at timestamptz not null,
  constraint interactions_pk primary key (org_id, id),
  constraint interactions_customer_fk foreign key (org_id, customer_id) references customers (org_id, id),
  constraint interactions_staff_fk foreign key (org_id, staff_id) references staff (org_id, id),
  constraint interactions_store_fk foreign key (org_id, store_id) references stores (org_id, id),
  constraint interactions_kind_known check (kind in ('service', 'communication'))
);
create unique index interactions_import_key on interactions (org_id, import_key) where import_key is not null;
create index interactions_customer_time on interactions (org_id, customer_id, occurred_at, id);
create index interactions_import on interactions (org_id, import_run_id) where import_run_id is not null;
select platform.protect_table('interactions', 'write');
