import path from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../config.ts'
import { backupPlaces, isStoredArea } from './places.ts'

const places = (env: Record<string, string>) => backupPlaces(loadConfig({ SHUKE_DATA_DIR: '/data', ...env }))

test('backups go below the data folder until somebody names another place', () => {
  expect(places({})).toMatchObject({
    backupDir: path.resolve('/data/backups'),
    keyFile: path.resolve('/data/shuke.key'),
    embedded: true,
  })
  const chosen = places({ SHUKE_BACKUP_DIR: '/disk2', SHUKE_KEY_FILE: '/keys/k', DATABASE_URL: 'postgres://a@b/c' })
  expect(chosen).toMatchObject({ backupDir: path.resolve('/disk2'), keyFile: '/keys/k', embedded: false })
})

test('everything in the data folder is kept that customers may miss, and neither the database nor the backups twice', () => {
  const inside = places({ SHUKE_BACKUP_DIR: '/data/mine/deep' })
  for (const area of ['files', 'imports', 'photos', 'something-new']) expect(isStoredArea(inside, area)).toBe(true)
  for (const area of ['postgres', 'postgres.new-1a2b', 'compile-cache', 'backups', 'backup-check', 'mine'])
    expect(isStoredArea(inside, area)).toBe(false)
})
