-- What broken-off work needs to go on: who asked for it, which attempt holds it, what an event's hearers have done already.

alter table job_runs
  -- The asker's rights, rows and language as they were then: a resumed run acts as the same person.
  add column asked_by jsonb not null default '{}',
  -- Counts the starts; a process that lost its run writes with an old number and changes nothing.
  add column attempt int not null default 0,
  -- Starts since the last progress: work that only ever breaks off is given up.
  add column stalled int not null default 0,
  -- When and where this attempt began, for the estimate of the remaining time.
  add column resumed_at timestamptz,
  add column resumed_done bigint not null default 0;

alter table platform.outbox
  add column handled text[] not null default '{}',
  add column dead_at timestamptz;
drop index platform.outbox_waiting;
create index outbox_waiting on platform.outbox (not_before) where dispatched_at is null and dead_at is null;
create index outbox_org_order on platform.outbox (org_id, id) where dispatched_at is null and dead_at is null;
create index outbox_dispatched on platform.outbox (dispatched_at) where dispatched_at is not null;
create index outbox_dead on platform.outbox (dead_at) where dead_at is not null;
