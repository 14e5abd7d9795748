import { expect, it } from 'vitest'
import { defaultDataDir } from './default-data-dir.ts'

it.each([
  ['linux', {}, '/people/wang', '/people/wang/.local/share/shuke'],
  ['linux', { XDG_DATA_HOME: '/srv/data' }, '/people/wang', '/srv/data/shuke'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/people/wang', '/people/wang/.local/share/shuke'],
  ['darwin', {}, '/People/wang', '/People/wang/Library/Application Support/Shuke'],
  ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\People\\王', 'D:\\Local\\Shuke'],
  ['win32', {}, 'C:\\People\\王', 'C:\\People\\王\\AppData\\Local\\Shuke'],
] as const)('is the data folder of the user on %s with %o', (platform, env, home, expected) => {
  expect(defaultDataDir(platform, env, home)).toBe(expected)
})
