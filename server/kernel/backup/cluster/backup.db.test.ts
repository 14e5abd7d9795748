import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { createCustomer, showCustomer } from '../../../modules/customers/index.ts'
import { createOrder } from '../../../modules/interactions/index.ts'
import { createOrg } from '../../../modules/team/index.ts'
import { openProgram, type Program } from '../../../open-program.ts'
import { loadConfig } from '../../config.ts'
import { dispatchDue } from '../../events/dispatch.ts'
import { silentLog } from '../../log.ts'
import { ctxFor, systemActor } from '../../runtime.ts'
import { inTenantTx } from '../../tenancy/tenant-tx.ts'
import { listBackups } from '../backup-folder.ts'
import { recordErasure } from '../erasures/erasure-log.ts'
import { replayErasures } from '../erasures/replay-erasures.ts'
import { backupPlaces } from '../places.ts'
import { restoreBackup } from '../restore-backup.ts'
import { verifyBackup } from '../verify-backup.ts'
import { makeBackup } from './make-backup.ts'

const root = mkdtempSync(path.join(tmpdir(), 'shuke-backup-'))
const at = (...names: string[]) => path.join(root, ...names)
/** Several starts of PostgreSQL on a machine that may be busy. */
const PATIENT = 180_000
const never = new AbortController().signal
const configOf = (dataDir: string) => loadConfig({ SHUKE_DATA_DIR: dataDir, SHUKE_BACKUP_DIR: at('backups') })
const backedBy = ({ runtime }: Program) => ({
  places: backupPlaces(runtime.config),
  db: runtime.database.db,
  clock: runtime.clock,
})
const restore = (from: string, dataDir: string, rest: { keyFile?: string } = {}) =>
  restoreBackup({
    from,
    config: configOf(dataDir),
    keyFile: rest.keyFile ?? at('shuke.key'),
    erasureLog: undefined,
    signal: never,
  })

const person = (name: string, phone: string) => ({
  kind: 'person' as const,
  name,
  contacts: [{ kind: 'phone' as const, value: phone, isPrimary: true }],
  plates: [],
  tags: [],
  leadSource: 'walk_in' as const,
})

const children: ChildProcess[] = []
const run = (program: string, ...args: string[]): ChildProcess => {
  const file = fileURLToPath(new URL(program, import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}

const shop = await openProgram(configOf(at('shop')), silentLog)
const org = await createOrg(shop.runtime, {
  slug: 'shop',
  name: '一号店',
  trade: 'salon',
  currency: 'CNY',
  timezone: 'Asia/Shanghai',
})
const ctx = ctxFor(shop.runtime, org, systemActor('test'))
const stays = await createCustomer(ctx, person('陈小明', '13800135678'))
const goes = await createCustomer(ctx, person('李四', '13900139000'))
await createOrder(ctx, {
  kind: 'sale',
  customerId: goes.id,
  amount: { amount: 9900, currency: 'CNY' },
  items: [],
  performers: [],
  payments: [],
})
await shop.runtime.files.copyIn('photos/one.jpg', fileURLToPath(import.meta.url))
cpSync(at('shop', 'shuke.key'), at('shuke.key'))

afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await shop.close()
  rmSync(root, { recursive: true, force: true })
})

test('under load, the disk gone, restored elsewhere: every acknowledged row is there, erased people are not', {
  timeout: PATIENT,
}, async () => {
  const writer = run('../load.fixture.ts', at('shop'), 'shop')
  let said = ''
  writer.stdout!.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  while (said.split('\n').length < 20) await sleep(20)
  const made = await makeBackup(backedBy(shop), { signal: never })
  const after = said.split('\n').length
  while (said.split('\n').length < after + 5) await sleep(20)
  writer.stdin!.end()
  await once(writer, 'exit')

  // Erased after the backup: the log beside the backups knows it within moments.
  await inTenantTx(ctx, async (tx, inner) => {
    for (const step of shop.runtime.seams.eraseSteps) await step.erase(tx, inner, goes.id)
    await recordErasure(tx, inner, goes.id)
  })
  await dispatchDue(shop.runtime)

  const { manifest, erasures } = await restore(made.folder, at('elsewhere'))
  const there = await openProgram(configOf(at('elsewhere')), silentLog)
  try {
    expect(await replayErasures(there.runtime, erasures!)).toBe(1)
    expect(await replayErasures(there.runtime, erasures!)).toBe(0)
    const restored = ctxFor(there.runtime, org, systemActor('test'))
    const acknowledged = said
      .trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string])
    const covered = acknowledged.filter(([, when]) => Number(when) < Date.parse(manifest.coversUntil)).map(([id]) => id)
    const rows = await inTenantTx(restored, (tx) =>
      tx.selectFrom('customers').select(['id', 'name']).where('org_id', '=', tx.orgId).execute(),
    )
    const names = new Map(rows.map((row) => [row.id, row.name]))
    expect(covered.length).toBeGreaterThan(15)
    expect(acknowledged.length).toBeGreaterThan(covered.length)
    expect(covered.filter((id) => !names.has(id))).toEqual([])
    // The key file opens what was sealed; the erased person's key is gone, the figures are not.
    const keyring = await inTenantTx(restored, (tx) => restored.keys.customerKeys(tx, [stays.id, goes.id]))
    expect([...keyring.keys()]).toEqual([stays.id])
    expect(names.get(goes.id)).toBeNull()
    expect((await showCustomer(restored, goes.customerNo)).purchases?.orders).toBe(1)
    expect(readFileSync(there.runtime.files.pathOf('photos/one.jpg')).equals(readFileSync(fileURLToPath(import.meta.url)))).toBe(
      true,
    )
  } finally {
    await there.close()
  }
})

test('a restore overwrites nothing, and wants the right key', async () => {
  const [made] = await listBackups(at('backups'))
  await expect(restore(made!.folder, at('shop'))).rejects.toThrow('not empty')
  writeFileSync(at('other.key'), JSON.stringify({ keys: { 1: Buffer.alloc(32, 7).toString('base64') } }))
  await expect(restore(made!.folder, at('new'), { keyFile: at('other.key') })).rejects.toThrow('does not belong')
  const without = { from: made!.folder, config: configOf(at('new')), keyFile: undefined, erasureLog: undefined, signal: never }
  await expect(restoreBackup(without)).rejects.toThrow('--key-file')
  expect(readdirSync(root)).not.toContain('new')
})

test('one wrong byte is found, in the data and in the manifest', async () => {
  const [made] = await listBackups(at('backups'))
  await expect(verifyBackup(made!.folder, never)).resolves.toMatchObject({ name: made!.name })
  for (const [file, place] of [
    ['data.tar.zst', 100_000],
    ['manifest.json', 2000],
  ] as const) {
    const copy = at('damaged', file)
    cpSync(made!.folder, at('damaged'), { recursive: true })
    const content = readFileSync(path.join(copy))
    content[place]! ^= 1
    writeFileSync(copy, content)
    await expect(verifyBackup(at('damaged'), never)).rejects.toThrow('damaged')
    await expect(restore(at('damaged'), at('nothing'))).rejects.toThrow('damaged')
    expect(existsSync(at('nothing')) ? readdirSync(at('nothing')) : []).toEqual([])
    rmSync(at('damaged'), { recursive: true })
  }
})

test('a killed backup leaves nothing that looks like one, and the next one clears up', { timeout: PATIENT }, async () => {
  const before = await listBackups(at('backups'))
  const killed = run('../../../cli.ts', 'backup', '--data-dir', at('shop'), '--to', at('backups'))
  while (!readdirSync(at('backups')).some((name) => name.endsWith('.unfinished'))) await sleep(5)
  await expect(makeBackup(backedBy(shop), { signal: never })).rejects.toThrow('another backup')
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect(await listBackups(at('backups'))).toEqual(before)
  expect(readdirSync(at('backups')).some((name) => name.endsWith('.unfinished'))).toBe(true)
  const made = await makeBackup(backedBy(shop), { signal: never })
  expect((await listBackups(at('backups'))).map(({ name }) => name)).toContain(made.name)
  expect(readdirSync(at('backups')).some((name) => name.endsWith('.unfinished'))).toBe(false)
})

test('a backup that is stopped leaves nothing', async () => {
  const before = readdirSync(at('backups'))
  const stopping = new AbortController()
  const backup = makeBackup(backedBy(shop), {
    signal: stopping.signal,
    onProgress: () => stopping.abort(new Error('told to stop')),
  })
  await expect(backup).rejects.toThrow('told to stop')
  expect(readdirSync(at('backups'))).toEqual(before)
})
