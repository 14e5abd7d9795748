import { expect, it } from 'vitest'
import { defaultDataDir } from './default-data-dir.ts'

it.each([
  ['linux', {}, '/home/wang', '/home/wang/.local/share/shuke'],
  ['linux', { XDG_DATA_HOME: '/srv/data' }, '/home/wang', '/srv/data/shuke'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/wang', '/home/wang/.local/share/shuke'],
  ['darwin', {}, '/Users/wang', '/Users/wang/Library/Application Support/Shuke'],
  ['win32', { LOCALAPPDATA: 'D:\\Local' }, 'C:\\Users\\王', 'D:\\Local\\Shuke'],
  ['win32', {}, 'C:\\Users\\王', 'C:\\Users\\王\\AppData\\Local\\Shuke'],
] as const)('is the data folder of the user on %s with %o', (platform, env, home, expected) => {
  expect(defaultDataDir(platform, env, home)).toBe(expected)
})
