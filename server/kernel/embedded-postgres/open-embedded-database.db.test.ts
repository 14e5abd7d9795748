import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkLetters } from './check-letters.ts'
import { dataDirFiles, type EmbeddedSecrets, readJson } from './data-dir-files.ts'
import { openEmbeddedDatabase } from './open-embedded-database.ts'
import { workingIn } from './postgres-processes.ts'
import { answers, newDataDir, postmasterOf, query, removeDataDir, startClient, supervisorOf, until } from './test-data-dir.ts'

const dataDir = newDataDir()
const files = dataDirFiles(dataDir)
const open = (dir = dataDir) => openEmbeddedDatabase({ dataDir: dir, log: () => {}, settings: { fsync: 'off' } })

afterAll(() => removeDataDir(dataDir))

describe('the embedded database', () => {
  it('is made at the first start, by two that start together as by one', async () => {
    const both = await Promise.all([open(), open()])
    expect(both[0].port).toBe(both[1].port)
    expect(both.map((one) => one.adopted).sort()).toEqual([false, true])
    expect(fs.readdirSync(dataDir).filter((name) => name.startsWith('postgres'))).toEqual(['postgres'])
    await Promise.all(both.map((one) => one.close()))
    expect(await answers(both[0].port)).toBe(false)
    expect(workingIn(files.cluster)).toEqual([])
  })

  it('gives an owner without superuser rights and an application role that owns nothing', async () => {
    const database = await open()
    const roles = await query(
      database.appUrl,
      `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles where rolname like 'shuke%' order by 1`,
    )
    const none = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolreplication: false }
    expect(roles).toEqual([
      { rolname: 'shuke_app', ...none, rolcreatedb: false },
      { rolname: 'shuke_owner', ...none, rolcreatedb: true },
    ])
    const owned = `select count(*)::int as owned from pg_shdepend d join pg_roles r on r.oid = d.refobjid where r.rolname = 'shuke_app' and d.deptype = 'o'`
    expect(await query(database.ownerUrl, owned)).toEqual([{ owned: 0 }])
    await expect(query(database.appUrl, 'create table public.mine (id int)')).rejects.toThrow('permission denied')
    await query(database.ownerUrl, 'create schema shop')
    await query(database.ownerUrl, 'create database throwaway')
    await query(database.ownerUrl, 'drop database throwaway')
    await database.close()
  })

  it('lets nobody in without the right password, and keeps the passwords to its owner', async () => {
    const database = await open()
    await expect(query(database.appUrl.replace(/:[^:@/]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    )
    await expect(query(`postgres://postgres@127.0.0.1:${database.port}/postgres`, 'select 1')).rejects.toThrow('password')
    for (const file of [files.secrets, files.supervisor, files.log]) expect(fs.statSync(file).mode & 0o077).toBe(0)
    expect(fs.statSync(files.cluster).mode & 0o077).toBe(0)
    const { passwords } = readJson<EmbeddedSecrets>(files.secrets)!
    await database.close()
    const log = fs.readFileSync(files.log, 'utf8')
    for (const password of Object.values(passwords)) expect(log).not.toContain(password)
  })

  it('knows Chinese and accented letters; a database that does not is refused', async () => {
    const database = await open()
    const asks = (url: string) => checkLetters({ query: async (sql) => ({ rows: await query(url, sql) }) })
    await asks(database.appUrl)
    await query(database.ownerUrl, `create database ascii template template0 locale_provider libc locale 'C'`)
    await expect(asks(database.ownerUrl.replace(/shuke$/, 'ascii'))).rejects.toThrow('does not know Chinese')
    await query(database.ownerUrl, 'drop database ascii')
    await database.close()
  })

  it('writes no value of a failed statement into its log', async () => {
    const database = await open()
    await expect(query(database.appUrl, `select '13800138000'::uuid`)).rejects.toThrow('invalid input syntax')
    await database.close()
    expect(fs.readFileSync(files.log, 'utf8')).not.toContain('13800138000')
  })

  it('takes another port when its own is taken, and stays there', async () => {
    const first = await open()
    await first.close()
    const squatter = net.createServer().listen(first.port, '127.0.0.1')
    const second = await open()
    expect(second.port).not.toBe(first.port)
    expect(await query(second.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    await second.close()
    squatter.close()
    const third = await open()
    expect(third.port).toBe(second.port)
    await third.close()
  })

  it('starts over the pid file of a server that is gone, although the number now belongs to another program', async () => {
    fs.writeFileSync(
      path.join(files.cluster, 'postmaster.pid'),
      `${process.pid}\n/proc/self/cwd\n1700000000\n5432\n\n127.0.0.1\n\nready   \n`,
    )
    const database = await open()
    expect(postmasterOf(dataDir)).not.toBe(process.pid)
    await database.close()
  })

  it('sets new passwords when the file that held them is lost', async () => {
    const before = await open()
    await before.close()
    fs.rmSync(files.secrets)
    const after = await open()
    expect(after.ownerUrl.split('@')[0]).not.toBe(before.ownerUrl.split('@')[0])
    expect(await query(after.ownerUrl, `select nspname from pg_namespace where nspname = 'shop'`)).toEqual([{ nspname: 'shop' }])
    await after.close()
  })

  it('refuses data of another PostgreSQL version in words, and leaves nothing running', async () => {
    const versionFile = path.join(files.cluster, 'PG_VERSION')
    const version = fs.readFileSync(versionFile, 'utf8')
    fs.writeFileSync(versionFile, '14\n')
    await expect(open()).rejects.toThrow('was made by PostgreSQL 14')
    fs.writeFileSync(versionFile, version)
    await until(() => supervisorOf(dataDir) === undefined)
  })

  it('runs for two data directories at the same time', async () => {
    const otherDir = newDataDir()
    const [one, other] = await Promise.all([open(), open(otherDir)])
    expect(one.port).not.toBe(other.port)
    await expect(query(one.ownerUrl.replace(`:${one.port}`, `:${other.port}`), 'select 1')).rejects.toThrow(
      'password authentication failed',
    )
    await Promise.all([one.close(), other.close()])
    await removeDataDir(otherDir)
  })

  it('stays for the other programs that use it, and lingers for a next command when asked to', async () => {
    const client = await startClient(dataDir)
    const here = await open()
    expect([client.adopted, here.adopted]).toEqual([false, true])
    client.process.stdin!.end() // the one that started it leaves in order
    await until(() => client.process.exitCode === 0)
    expect(await query(here.appUrl, 'select 1 as one')).toEqual([{ one: 1 }])
    const supervisor = supervisorOf(dataDir)
    await here.close({ linger: true })
    const next = await open()
    expect(supervisorOf(dataDir)).toBe(supervisor)
    expect(next.adopted).toBe(true)
    await next.close({ linger: true })
    await until(async () => !(await answers(next.port)) && supervisorOf(dataDir) === undefined)
  })
})
