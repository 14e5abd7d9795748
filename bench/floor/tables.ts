/** The floor's one flat table with the same customers, readable by whoever asks: what a first version of a customer list looks like. */
export const floorTable = (applicationRole: string) => `
  create schema floor;
  grant usage on schema floor to ${applicationRole};
  create table floor.customers (
    id uuid primary key, customer_no text not null, kind text not null default 'person', name text, family_name text, given_name text, phone text,
    city text, lead_source text not null default 'walk_in', owner_name text, store_name text, notes text, tags text[] not null default '{}', first_day date, last_day date,
    orders int not null default 0, days int not null default 0, net bigint not null default 0, value_tier text,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(), version int not null default 1);
  create sequence floor.customer_no start 10000001;
  create index on floor.customers (city, created_at desc);
  create index on floor.customers (reverse(phone) text_pattern_ops);
  grant all on floor.customers to ${applicationRole};
  grant usage on sequence floor.customer_no to ${applicationRole};`

/** Takes customers over as columns, in the order of the parameters. */
export const FILL_FLOOR = `
  insert into floor.customers (id, customer_no, name, family_name, given_name, phone, city, tags, owner_name, store_name, first_day, last_day, orders, days, net,
    value_tier, created_at, updated_at)
  select id, no, name, left(name, 1), substr(name, 2), phone, city, array[tag], '店长', '总店', day - 30, day, orders, orders, net, 'tier_c', at, at
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::int[], $9::bigint[], $10::timestamptz[])
    as t (id, no, name, phone, city, tag, day, orders, net, at)`
