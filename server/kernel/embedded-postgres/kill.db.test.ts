import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { selfPath } from './create-cluster.ts'
import { dataDirFiles } from './data-dir-files.ts'
import { freePort } from './free-port.ts'
import { openEmbeddedDatabase } from './open-embedded-database.ts'
import { postgresPrograms } from './package-binaries.ts'
import { isRunning, readPostmasterFile, workingIn } from './postgres-processes.ts'
import { runIdentity } from './run-identity.ts'
import {
  answers,
  newDataDir,
  postmasterOf,
  query,
  removeDataDir,
  spawnClient,
  startClient,
  supervisorOf,
  until,
} from './test-data-dir.ts'

const dataDir = newDataDir()
const { cluster } = dataDirFiles(dataDir)
const open = () => openEmbeddedDatabase({ dataDir, log: () => {}, settings: { fsync: 'off' } })

beforeAll(async () => {
  const database = await open()
  await query(database.ownerUrl, 'create table kept (word text)')
  await database.close()
})
afterAll(() => removeDataDir(dataDir))

const keep = (url: string, word: string) => query(url, `insert into kept values ('${word}')`)
const nothingRuns = () => supervisorOf(dataDir) === undefined && workingIn(cluster).length === 0

/** What was acknowledged before the kill is there after the next start. */
async function expectKept(word: string): Promise<void> {
  const database = await open()
  expect(await query(database.ownerUrl, `select word from kept where word = '${word}'`)).toEqual([{ word }])
  await database.close()
}

describe('kill -9', () => {
  it('of the only client: the database stops by itself', async () => {
    const client = await startClient(dataDir)
    const supervisor = supervisorOf(dataDir)!
    client.process.kill('SIGKILL')
    await until(async () => !isRunning(supervisor) && nothingRuns() && !(await answers(client.port)))
  })

  it('of one client: the others keep the database', async () => {
    const client = await startClient(dataDir)
    const database = await open()
    client.process.kill('SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 1500)) // longer than the supervisor's patience without leases
    expect(await query(database.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.close()
  })

  it('of the supervisor: PostgreSQL stops too, clients hear of it and can open again', async () => {
    const database = await open()
    await keep(database.ownerUrl, 'supervisor')
    process.kill(supervisorOf(dataDir)!, 'SIGKILL')
    await database.lost
    await expectKept('supervisor') // opens at once, while the old server may still be shutting down
    await until(nothingRuns)
  })

  it('of PostgreSQL: it comes back on the same port, and the clients keep their leases', async () => {
    const database = await open()
    await keep(database.ownerUrl, 'postgres')
    const killed = postmasterOf(dataDir)
    process.kill(killed, 'SIGKILL')
    await until(
      async () =>
        fs.existsSync(`${cluster}/postmaster.pid`) && postmasterOf(dataDir) !== killed && (await answers(database.port)),
    )
    await until(() =>
      query(database.appUrl, 'select 1').then(
        () => true,
        () => false, // still repeating its journal
      ),
    )
    expect(await Promise.race([database.lost.then(() => 'lost'), Promise.resolve('held')])).toBe('held')
    await database.close()
    await expectKept('postgres')
  })

  it('of a client during the first start: no process and no half-made database is left', async () => {
    const freshDir = newDataDir()
    const client = spawnClient(freshDir)
    await until(() => supervisorOf(freshDir) !== undefined)
    const supervisor = supervisorOf(freshDir)!
    client.kill('SIGKILL')
    await until(() => !isRunning(supervisor))
    expect(workingIn(dataDirFiles(freshDir).cluster)).toEqual([])
    const database = await openEmbeddedDatabase({ dataDir: freshDir, log: () => {}, settings: { fsync: 'off' } })
    expect(await query(database.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.close()
    await removeDataDir(freshDir)
  })

  it('of the supervisor during the first start: the next start begins afresh', async () => {
    const freshDir = newDataDir()
    const client = spawnClient(freshDir)
    await until(() => fs.existsSync(freshDir) && fs.readdirSync(freshDir).some((name) => name.startsWith('postgres.new-')))
    process.kill(supervisorOf(freshDir)!, 'SIGKILL')
    client.kill('SIGKILL')
    const database = await openEmbeddedDatabase({ dataDir: freshDir, log: () => {}, settings: { fsync: 'off' } })
    expect(await query(database.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await database.close()
    await removeDataDir(freshDir)
  })
})

describe('a next start', () => {
  it('shuts down a server without supervisor in order, and takes its place', async () => {
    const { postgres } = postgresPrograms({}, () => {})
    const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${await freePort()}`, '-c', 'unix_socket_directories=']
    const orphan = spawn(postgres, ['-D', selfPath(cluster), ...settings], {
      ...runIdentity(dataDir, cluster),
      cwd: cluster,
      stdio: 'ignore',
    })
    await until(() => readPostmasterFile(cluster)?.ready === true)
    const database = await open()
    expect([orphan.exitCode, orphan.signalCode]).toEqual([0, null])
    expect(postmasterOf(dataDir)).not.toBe(orphan.pid)
    await database.close()
  })
})

describe('SIGTERM', () => {
  it('to the supervisor: it stops PostgreSQL in order first', async () => {
    const database = await open()
    process.kill(supervisorOf(dataDir)!, 'SIGTERM')
    await database.lost
    await until(nothingRuns)
    expect(fs.readFileSync(dataDirFiles(dataDir).log, 'utf8').trimEnd()).toMatch(/database system is shut down$/)
  })
})
