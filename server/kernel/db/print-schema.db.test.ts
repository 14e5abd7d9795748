import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { onDatabase } from '../testing/global-setup.ts'
import { testRuntime } from '../testing/test-runtime.ts'
import { openDatabase } from './pool.ts'
import { printSchema } from './print-schema.ts'
import { SCHEMA_FILE } from './write-schema.ts'

const HOW =
  'schema.sql differs from what the migrations give: run `node server/kernel/db/write-schema.ts` and commit it with the migration'

describe('schema.sql', async () => {
  const runtime = await testRuntime()
  const file = await readFile(SCHEMA_FILE, 'utf8')
  const name = `test_${randomBytes(6).toString('hex')}`
  const server = openDatabase(inject('ownerUrl'), { max: 1 })
  await sql`create database ${sql.id(name)} template template0`.execute(server.db)
  const empty = openDatabase(onDatabase(inject('ownerUrl'), name), { max: 1 })
  afterAll(async () => {
    await empty.close()
    await sql`drop database ${sql.id(name)}`.execute(server.db)
    await server.close()
  })

  test('is what the migrations give', async () => {
    expect(await printSchema(runtime.database.db), HOW).toBe(file)
  })

  test('makes the same schema in an empty database', async () => {
    await sql.raw(file).execute(empty.db)
    expect(await printSchema(empty.db)).toBe(file)
  })

  test('the printer refuses what it cannot print instead of leaving it out', async () => {
    await sql`create sequence platform.odd`.execute(empty.db)
    await expect(printSchema(empty.db)).rejects.toThrow('platform.odd (sequence) cannot be printed')
  })
})
