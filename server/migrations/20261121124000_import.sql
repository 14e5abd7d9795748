-- Imports: one row a run, what was wrong with its rows, and what is needed to put everything back.
create table import_runs (
  org_id uuid not null,
  id uuid not null,
  -- The job that carries the run out, and the one that puts it back; their rows say how far it is.
  job_id uuid not null,
  revert_job_id uuid,
  kind text collate "C" not null,
  file_name text not null,
  -- Source file in the data folder; null once its term is over.
  storage_key text collate "C",
  file_hash bytea not null,
  file_bytes bigint not null,
  options jsonb not null,
  dry_run boolean not null default false,
  encoding text collate "C",
  delimiter text,
  -- Headers in file order with the column that each was recognised as.
  columns jsonb not null default '[]',
  -- Rows done: a resumed run skips these. Written in the transaction of the batch.
  next_row bigint not null default 0,
  counts jsonb not null default '{}',
  seconds float8 not null default 0,
  started_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  reverted_at timestamptz,
  constraint import_runs_pk primary key (org_id, id)
);
create index import_runs_recent on import_runs (org_id, created_at desc, id desc);
create index import_runs_job on import_runs (org_id, job_id);
select platform.protect_table('import_runs', 'write');

-- Why a row was refused or a field dropped. No personal values: the row itself stays in the source file.
create table import_faults (
  org_id uuid not null,
  run_id uuid not null,
  row_no bigint not null,
  n int not null,
  column_name text collate "C",
  code text collate "C" not null,
  refused boolean not null,
  data jsonb not null default '{}',
  constraint import_faults_pk primary key (org_id, run_id, row_no, n),
  constraint import_faults_run_fk foreign key (org_id, run_id) references import_runs (org_id, id) on delete cascade
);
select platform.protect_table('import_faults', 'write');

-- Rows as they were before a run changed them, sealed; a revert writes them back.
create table import_changes (
  org_id uuid not null,
  run_id uuid not null,
  object_type text collate "C" not null,
  object_id uuid not null,
  -- Version that the run left: a row changed since then is not put back.
  version_after int not null,
  sealed bytea not null,
  constraint import_changes_pk primary key (org_id, run_id, object_type, object_id),
  constraint import_changes_run_fk foreign key (org_id, run_id) references import_runs (org_id, id) on delete cascade
);
select platform.protect_table('import_changes', 'write');

-- How often a key without a number of its own stood in the file so far: the n-th equal row of a file is the n-th equal record.
create table import_repeats (
  org_id uuid not null,
  run_id uuid not null,
  key_hash uuid not null,
  seen int not null,
  constraint import_repeats_pk primary key (org_id, run_id, key_hash),
  constraint import_repeats_run_fk foreign key (org_id, run_id) references import_runs (org_id, id) on delete cascade
);
select platform.protect_table('import_repeats', 'write');
