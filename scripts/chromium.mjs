// Finds the browser for the tests, and installs Debian's where that is possible.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const CJK_FONTS = [
  '/usr/share/fonts/opentype/noto',
  '/usr/share/fonts/truetype/noto',
  '/usr/share/fonts/noto-cjk',
  '/Library/Fonts',
]

const isExecutable = (file) => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Path of the browser: SHUKE_CHROMIUM where it is set, else /usr/bin/chromium, else the first one in PATH; undefined when there is none. */
export function findChromium(env = process.env) {
  if (env.SHUKE_CHROMIUM) return env.SHUKE_CHROMIUM
  const folders = ['/usr/bin', ...(env.PATH ?? '').split(path.delimiter)]
  return folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name))).find(isExecutable)
}

/** Chinese letters would otherwise be drawn as boxes, of another width. */
const hasCjkFonts = () =>
  process.platform !== 'linux' ||
  CJK_FONTS.some((folder) => existsSync(folder) && readdirSync(folder).some((name) => /CJK/.test(name)))

/**
 * Makes sure that a browser and Chinese fonts are there, through apt-get where we are root.
 * @returns the path of the browser
 * @throws Error naming the packages that are missing and how to get them
 */
export function ensureChromium({ say = console.log } = {}) {
  const missing = () => [...(findChromium() ? [] : ['chromium']), ...(hasCjkFonts() ? [] : ['fonts-noto-cjk'])]
  const wanted = missing()
  if (wanted.length > 0 && process.platform === 'linux' && process.getuid?.() === 0 && isExecutable('/usr/bin/apt-get')) {
    say(`Installing ${wanted.join(' and ')} …`)
    const apt = (...args) =>
      spawnSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', ...wanted)
  }
  const still = missing()
  if (still.length > 0)
    throw new Error(
      `The browser tests need the package${still.length > 1 ? 's' : ''} ${still.join(' and ')}: run "apt-get install ${still.join(' ')}" as root` +
        `${still.includes('chromium') ? ', or set SHUKE_CHROMIUM to the path of a Chromium' : ''}.`,
    )
  const browser = findChromium()
  if (!isExecutable(browser)) throw new Error(`SHUKE_CHROMIUM names ${browser}, which cannot be executed.`)
  return browser
}
