import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ImportKindName } from '@shuke/contract/customers/import.ts'
import type { z } from 'zod'
import { dayInZone } from '../kernel/clock.ts'
import { removeOrg } from '../kernel/db/remove-org.ts'
import { ctxFor, type Runtime, systemActor } from '../kernel/runtime.ts'
import type { Ctx } from '../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../kernel/tenancy/tenant-tx.ts'
import { createCustomer, importHere } from '../modules/customers/index.ts'
import { createOrg, createStaff, createStore, demoOrgs, setDemo } from '../modules/team/index.ts'
import { analyze } from '../modules/value/index.ts'
import { dealer } from './dealer.ts'
import { keyAccounts } from './key-accounts.ts'
import { salon } from './salon.ts'
import type { DemoCustomer, DemoWorld } from './world.ts'

const SEED = 20_26
const ZONE = 'Asia/Shanghai'
const WORLDS = [salon, dealer, keyAccounts]
const CUSTOMERS_AT_ONCE = 50

const csvCell = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)

/** Rows go in as a shop's own would: through the import, as a CSV file with Chinese headers. */
async function importRows(
  runtime: Runtime,
  ctx: Ctx,
  kind: z.infer<typeof ImportKindName>,
  headers: string[],
  rows: string[][],
): Promise<void> {
  const file = path.join(tmpdir(), `shuke-demo-${randomBytes(6).toString('hex')}.csv`)
  await writeFile(file, [headers, ...rows].map((row) => row.map(csvCell).join(',')).join('\n'), { mode: 0o600 })
  try {
    await importHere(runtime, ctx, file, { kind, fileName: `${kind}.csv`, dryRun: false, options: { anonymousBucket: false } })
  } finally {
    await rm(file, { force: true })
  }
}

interface Room {
  storeIds: string[]
  staffIds: Map<string, string>
}

/** Stores and staff; the first of each role can sign in, by one click on the machine itself. */
async function furnish(ctx: Ctx, world: DemoWorld, firstStoreId: string): Promise<Room> {
  const storeIds = [firstStoreId]
  for (const name of world.stores.slice(1)) storeIds.push((await createStore(ctx, { name })).id)
  const staffIds = new Map<string, string>()
  const signedUp = new Set<string>()
  for (const [index, { name, role, store }] of world.staff.entries()) {
    const isFirst = !signedUp.has(role)
    signedUp.add(role)
    const identifier = isFirst
      ? { identifier: `${world.slug}-${index}@demo.invalid`, password: randomBytes(24).toString('base64url') }
      : {}
    const made = await createStaff(ctx, { name, role, storeIds: store < 0 ? [] : [storeIds[store]!], ...identifier })
    staffIds.set(name, made.id)
  }
  return { storeIds, staffIds }
}

/** Customers in their own time: the record is made on the day of the first purchase, as the shop would have. */
async function addCustomers(ctx: Ctx, world: DemoWorld, room: Room): Promise<void> {
  const firstSeen = new Map<string, string>()
  for (const { customerNo, at } of [...world.orders, ...world.visits]) {
    const known = firstSeen.get(customerNo)
    if (!known || at < known) firstSeen.set(customerNo, at)
  }
  const toInput = (one: DemoCustomer) => ({
    kind: one.kind,
    customerNo: one.customerNo,
    name: one.name,
    formOfAddress: one.formOfAddress,
    sex: one.sex,
    birthday: one.birthday,
    contacts: one.phone ? [{ kind: 'phone' as const, value: one.phone, isPrimary: true }] : [],
    city: one.city,
    leadSource: one.leadSource as 'walk_in',
    storeId: room.storeIds[one.store]!,
    ownerId: room.staffIds.get(one.owner)!,
    tags: one.tags,
    plates: one.plate ? [one.plate] : [],
    notes: one.notes,
  })
  for (let start = 0; start < world.customers.length; start += CUSTOMERS_AT_ONCE) {
    await inTenantTx(ctx, async (_tx, inner) => {
      for (const one of world.customers.slice(start, start + CUSTOMERS_AT_ONCE)) {
        const seen = firstSeen.get(one.customerNo)
        const clock = seen ? { now: () => new Date(`${seen.replace(' ', 'T')}:00+08:00`) } : ctx.clock
        await createCustomer({ ...inner, clock }, toInput(one))
      }
    })
  }
}

async function loadWorld(runtime: Runtime, world: DemoWorld, anchor: string): Promise<void> {
  const actor = systemActor('demo')
  const org = await createOrg(
    runtime,
    { slug: world.slug, name: world.name, trade: world.trade, currency: 'CNY', timezone: ZONE, firstStore: world.stores[0]! },
    actor,
  )
  const { db } = runtime.database
  await setDemo(db, org.id, { demoAnchor: anchor })
  const ctx = ctxFor(runtime, org, actor)
  const room = await furnish(ctx, world, org.firstStoreId)
  await addCustomers(ctx, world, room)
  const KINDS = { sale: '销售', consumption: '储值消费', top_up: '充值' } as const
  await importRows(
    runtime,
    ctx,
    'orders',
    ['订单号', '客户编号', '下单时间', '类型', '消费金额', '项目', '员工', '支付方式', '门店'],
    world.orders.map((one) => [
      one.orderNo,
      one.customerNo,
      one.at,
      KINDS[one.kind],
      one.amount,
      one.item,
      one.performer,
      one.payment,
      one.store,
    ]),
  )
  await importRows(
    runtime,
    ctx,
    'visits',
    ['客户编号', '到店时间', '项目', '员工', '门店'],
    world.visits.map((one) => [one.customerNo, one.at, one.summary, one.performer, one.store]),
  )
  await analyze(ctx, {})
  await setDemo(db, org.id, { demoReady: true })
}

async function isFirstStart(runtime: Runtime): Promise<boolean> {
  return (await runtime.database.db.selectFrom('platform.orgs').select('id').limit(1).executeTakeFirst()) === undefined
}

/**
 * Makes the demo businesses at the first start of an empty installation, and finishes them when that start was interrupted. An
 * installation that has orgs of its own, or whose demo was removed, is left alone.
 */
export async function loadDemo(runtime: Runtime): Promise<void> {
  const known = await demoOrgs(runtime.database.db)
  const unfinished = known.filter((org) => !org.is_ready)
  if (unfinished.length === 0 && !(await isFirstStart(runtime))) return
  if (!runtime.ownerUrl) return
  for (const org of unfinished) await removeOrg(runtime.ownerUrl, org.id)
  const ready = new Set(known.filter((org) => org.is_ready).map((org) => org.slug))
  const anchor = dayInZone(runtime.clock.now(), ZONE)
  for (const make of WORLDS) {
    const world = make(SEED, anchor)
    if (!ready.has(world.slug)) await loadWorld(runtime, world, anchor)
  }
}
