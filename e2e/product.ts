import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const ROOT = path.dirname(import.meta.dirname)
const START_LIMIT = 180_000
const STOP_LIMIT = 30_000
/** The line that the console prints: the address, at the first start with the one-time code. */
const PRINTED = /^ {2}(http:\/\/\S+)$/m

export interface Product {
  /** Where it listens, without a path. */
  url: string
  /** The address exactly as the console printed it. */
  printed: string
  dataDir: string
  /** Ends it as Ctrl-C does and checks that nothing stays behind. */
  stop(): Promise<void>
}

/** The settings of whoever runs the tests must not reach the product under test. */
const cleanEnv = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(SHUKE_(?!CHROMIUM)|DATABASE_URL$|npm_)/.test(name)))

/** Starts the product as a person does, on a free port and a new data folder of its own. */
export async function startProduct(): Promise<Product> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shuke-e2e-'))
  // A space and Chinese letters, as on many a desk.
  const dataDir = path.join(folder, '熟客 data')
  const args = [path.join(ROOT, 'scripts', 'start.mjs'), '--port', '0', '--data-dir', dataDir, '--no-demo']
  const launcher = spawn(process.execPath, args, { env: cleanEnv(), stdio: ['ignore', 'pipe', 'pipe'] })
  const printed = await printedAddress(launcher)
  return {
    url: new URL(printed).origin,
    printed,
    dataDir,
    async stop() {
      // A look that finds nothing while all of it runs would prove nothing afterwards.
      const running = processesOf(dataDir)
      if (process.platform === 'linux' && running.length < 3)
        throw new Error(`Of the product only this runs:\n${running.join('\n')}`)
      await end(launcher)
      const left = processesOf(dataDir)
      rmSync(folder, { recursive: true, force: true })
      if (left.length > 0) throw new Error(`The product ended, but these of its processes still run:\n${left.join('\n')}`)
    },
  }
}

/** The address on the console; what was said instead when there is none. */
function printedAddress(launcher: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (why: string) => reject(new Error(`The product ${why}. It said:\n${said}`))
    const limit = setTimeout(() => {
      launcher.kill()
      fail(`printed no address within ${START_LIMIT / 1000} s`)
    }, START_LIMIT)
    for (const stream of [launcher.stdout, launcher.stderr])
      stream?.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const address = PRINTED.exec(said)?.[1]
        if (!address) return
        clearTimeout(limit)
        resolve(address)
      })
    launcher.once('exit', (code) => {
      clearTimeout(limit)
      fail(`ended with code ${code} before it was up`)
    })
  })
}

function end(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null) throw new Error(`The product had already ended, with code ${launcher.exitCode}.`)
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      launcher.kill('SIGKILL')
      reject(new Error(`The product did not stop within ${STOP_LIMIT / 1000} s after SIGINT.`))
    }, STOP_LIMIT)
    launcher.once('exit', () => {
      clearTimeout(limit)
      resolve()
    })
    launcher.kill('SIGINT')
  })
}

/** Processes that work on this data folder, by their command lines (where the system has /proc; elsewhere none is seen). */
function processesOf(dataDir: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return line.includes(dataDir) ? [`${pid} ${line}`] : []
      } catch {
        // Ended while we looked.
        return []
      }
    })
}
