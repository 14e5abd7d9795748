-- What backups need to know above the orgs.

-- Who was erased, without saying who it was: replayed after a restore, so that a backup does not bring a person back. Neither a merge nor
-- an erasure changes it, so no seam answers for it.
create table platform.erasures (
  org_id uuid not null,
  erased_customer uuid not null,
  erased_at timestamptz not null,
  constraint erasures_pk primary key (org_id, erased_customer)
);

-- Somebody has put a copy of this key in a safe place; the fingerprint betrays nothing of the key.
create table platform.key_copies (
  fingerprint text collate "C" not null,
  confirmed_at timestamptz not null,
  confirmed_by text not null,
  constraint key_copies_pk primary key (fingerprint)
);

insert into platform.table_rights values ('platform.erasures', 'append'), ('platform.key_copies', 'append');
