import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Permission, Role, RowScope } from '@shuke/contract/shared/permissions.ts'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { createApp, createRuntime } from '../../app.ts'
import { createOrg, createStaff, grantsOf } from '../../modules/team/index.ts'
import { loadConfig } from '../config.ts'
import { openDatabase } from '../db/pool.ts'
import { silentLog } from '../log.ts'
import { ctxFor, type Runtime, systemActor } from '../runtime.ts'
import type { Ctx, Org, Trade } from '../tenancy/ctx.ts'
import { onDatabase } from './global-setup.ts'

export interface TestRuntime extends Runtime {
  ownerUrl: string
  appUrl: string
}

const asOwner = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: inject('ownerUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/**
 * A runtime on a fresh copy of the migrated template, for one test file; dropped after it. `change` replaces parts (a fixed clock).
 */
export async function testRuntime(change: Partial<Runtime> = {}): Promise<TestRuntime> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asOwner(`create database ${name} template ${inject('template')}`)
  const appUrl = onDatabase(inject('appUrl'), name)
  const ownerUrl = onDatabase(inject('ownerUrl'), name)
  const database = openDatabase(appUrl, { max: 8 })
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shuke-files-'))
  const config = loadConfig({ SHUKE_RATE_LIMIT: '0', SHUKE_LOG: 'silent', SHUKE_DATA_DIR: dataDir })
  const runtime = createRuntime({
    config,
    database,
    ownerUrl,
    installationKeys: { current: 1, versions: new Map([[1, randomBytes(32)]]) },
    log: silentLog,
  })
  afterAll(async () => {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
    await asOwner(`drop database if exists ${name}`)
  })
  return { ...runtime, ...change, ownerUrl, appUrl }
}

export interface TestOrg {
  org: Org
  /** Acts as the system, with every right. */
  ctx: Ctx
  /** Acts as a member of staff with this role; `storeIds` are the own stores. */
  as(role: Role, options?: { storeIds?: string[] }): Promise<Ctx>
  /** Acts with exactly these grants. */
  withGrants(grants: Partial<Record<Permission, RowScope>>): Ctx
}

/** A new org of its own for a suite: tests never share rows. */
export async function freshOrg(
  runtime: Runtime,
  options: { trade?: Trade; currency?: string; timezone?: string } = {},
): Promise<TestOrg> {
  const slug = `t-${randomBytes(5).toString('hex')}`
  const org = await createOrg(runtime, {
    slug,
    name: slug,
    trade: options.trade ?? 'salon',
    currency: options.currency ?? 'CNY',
    timezone: options.timezone ?? 'Asia/Shanghai',
  })
  const ctx = ctxFor(runtime, org, systemActor('test'))
  return {
    org,
    ctx,
    async as(role, { storeIds = [] } = {}) {
      const staff = await createStaff(ctx, { name: role, storeIds, role })
      const actor = {
        ...systemActor(role),
        kind: 'user' as const,
        id: runtime.ids.uuid(),
        role,
        staffId: staff.id,
        storeIds,
        grants: grantsOf(role),
      }
      return ctxFor(runtime, org, actor)
    },
    withGrants: (grants) =>
      ctxFor(runtime, org, { ...systemActor('limited'), grants: new Map(Object.entries(grants) as [Permission, RowScope][]) }),
  }
}

/** The HTTP application for `inject`, closed after the test file. */
export async function testApp(runtime: Runtime): Promise<FastifyInstance> {
  const app = await createApp(runtime)
  await app.ready()
  afterAll(() => app.close())
  return app
}
