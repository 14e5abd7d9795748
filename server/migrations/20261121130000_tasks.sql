-- What is to be done: tasks, promises, birthdays that were seen to, and what happened to each of them.
create table tasks (
  org_id uuid not null,
  id uuid not null,
  -- Null once the person it was about is erased.
  title text,
  customer_id uuid,
  assignee_id uuid not null,
  -- The day in the store's zone; with a time of day also the instant.
  due_day date not null,
  due_at timestamptz,
  repeat_every text collate "C" not null default 'none',
  repeat_interval int not null default 1,
  -- First day of the series: the 31st stays the 31st after a February.
  repeat_from date not null,
  -- The day by the series; `due_day` may have been postponed since.
  scheduled_day date not null,
  -- The occurrence that this one follows.
  previous_id uuid,
  source text collate "C" not null default 'manual',
  status text collate "C" not null default 'open',
  done_at timestamptz,
  done_by_id uuid,
  result text,
  created_at timestamptz not null,
  version int not null default 1,
  constraint tasks_pk primary key (org_id, id),
  constraint tasks_customer_fk foreign key (org_id, customer_id) references customers (org_id, id),
  constraint tasks_assignee_fk foreign key (org_id, assignee_id) references staff (org_id, id),
  constraint tasks_done_by_fk foreign key (org_id, done_by_id) references staff (org_id, id),
  constraint tasks_previous_fk foreign key (org_id, previous_id) references tasks (org_id, id),
  constraint tasks_repeat_known check (repeat_every in ('none', 'day', 'week', 'month', 'year')),
  constraint tasks_interval_positive check (repeat_interval between 1 and 1000),
  constraint tasks_status_known check (status in ('open', 'done', 'cancelled')),
  constraint tasks_done_at_when_done check ((status = 'done') = (done_at is not null))
);
-- However often "done" is pressed, an occurrence has one living successor.
create unique index tasks_one_next on tasks (org_id, previous_id) where previous_id is not null and status <> 'cancelled';
create index tasks_assignee on tasks (org_id, assignee_id, status, due_day, id);
create index tasks_due on tasks (org_id, status, due_day, id);
create index tasks_customer on tasks (org_id, customer_id, status, due_day, id) where customer_id is not null;
create index tasks_done on tasks (org_id, done_at, assignee_id) where done_at is not null;
select platform.protect_table('tasks', 'write');

-- 维护承诺: what staff promised a customer.
create table promises (
  org_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  staff_id uuid not null,
  -- Null once the person is erased; so is the evidence.
  what text,
  due_day date not null,
  status text collate "C" not null default 'open',
  kept_at timestamptz,
  evidence text,
  broken_at timestamptz,
  broken_reason text,
  -- Kept after its day; or moved after it, which a new day does not heal.
  kept_late boolean not null default false,
  missed boolean not null default false,
  created_at timestamptz not null,
  version int not null default 1,
  constraint promises_pk primary key (org_id, id),
  constraint promises_customer_fk foreign key (org_id, customer_id) references customers (org_id, id),
  constraint promises_staff_fk foreign key (org_id, staff_id) references staff (org_id, id),
  constraint promises_status_known check (status in ('open', 'kept', 'broken', 'cancelled')),
  constraint promises_kept_at_when_kept check ((status = 'kept') = (kept_at is not null)),
  constraint promises_broken_at_when_broken check ((status = 'broken') = (broken_at is not null))
);
create index promises_staff on promises (org_id, staff_id, status, due_day, id);
create index promises_due on promises (org_id, status, due_day, id);
create index promises_customer on promises (org_id, customer_id, due_day, id);
select platform.protect_table('promises', 'write');

-- What happened to a task or promise: who, when, from which day or person to which. No free text, so nothing to erase.
create table follow_up_events (
  org_id uuid not null,
  id uuid not null,
  task_id uuid,
  promise_id uuid,
  act text collate "C" not null,
  at timestamptz not null,
  staff_id uuid,
  actor_name text not null,
  from_day date,
  to_day date,
  from_staff_id uuid,
  to_staff_id uuid,
  constraint follow_up_events_pk primary key (org_id, id),
  constraint follow_up_events_task_fk foreign key (org_id, task_id) references tasks (org_id, id),
  constraint follow_up_events_promise_fk foreign key (org_id, promise_id) references promises (org_id, id),
  constraint follow_up_events_staff_fk foreign key (org_id, staff_id) references staff (org_id, id),
  constraint follow_up_events_from_staff_fk foreign key (org_id, from_staff_id) references staff (org_id, id),
  constraint follow_up_events_to_staff_fk foreign key (org_id, to_staff_id) references staff (org_id, id),
  constraint follow_up_events_of_one check ((task_id is null) <> (promise_id is null))
);
create index follow_up_events_task on follow_up_events (org_id, task_id, at) where task_id is not null;
create index follow_up_events_promise on follow_up_events (org_id, promise_id, at) where promise_id is not null;
select platform.protect_table('follow_up_events', 'append');

-- A birthday that was seen to: greeted, or made into a task. `kept_on` is the day it falls on in that year.
create table birthday_marks (
  org_id uuid not null,
  customer_id uuid not null,
  kept_on date not null,
  outcome text collate "C" not null,
  interaction_id uuid,
  task_id uuid,
  at timestamptz not null,
  constraint birthday_marks_pk primary key (org_id, customer_id, kept_on),
  constraint birthday_marks_customer_fk foreign key (org_id, customer_id) references customers (org_id, id),
  constraint birthday_marks_interaction_fk foreign key (org_id, interaction_id) references interactions (org_id, id),
  constraint birthday_marks_task_fk foreign key (org_id, task_id) references tasks (org_id, id),
  constraint birthday_marks_outcome_known check (outcome in ('greeted', 'task'))
);
create index birthday_marks_day on birthday_marks (org_id, kept_on);
select platform.protect_table('birthday_marks', 'write');
-- Today asks for the birthdays of eight days, solar and lunar, of one owner's customers and of nobody's.
create index customers_birthday_of on customers (org_id, birth_month, birth_day, birth_calendar, birth_leap, owner_id) where birth_month is not null;
