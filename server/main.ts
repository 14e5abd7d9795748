import { parseArgs } from 'node:util'
import { ConfigError, loadConfig } from './kernel/config.ts'
import { faultOf } from './kernel/fault.ts'
import { createLog } from './kernel/log.ts'
import { onParentGone } from './kernel/parent-watch.ts'
import { StartError } from './open-program.ts'
import { greeting, serve } from './serve.ts'

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  hosts: { type: 'string' },
  'data-dir': { type: 'string' },
  role: { type: 'string' },
  log: { type: 'string' },
  'no-demo': { type: 'boolean' },
} as const

/** Runs the server until it is told to stop, its parent is gone or its database is lost. */
export async function runServer(args: string[]): Promise<void> {
  try {
    const { values } = parseArgs({ args, options: OPTIONS })
    const { 'no-demo': noDemo, ...flags } = values
    const config = loadConfig(process.env, { ...flags, ...(noDemo && { demo: false }) })
    const log = createLog(config.SHUKE_LOG === 'info' ? 'warn' : config.SHUKE_LOG)
    const serving = await serve(config, log)
    let stopping = false
    const stop = async (code: number) => {
      if (stopping) return
      stopping = true
      await serving.stop()
      process.exit(code)
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))
    onParentGone(() => void stop(0))
    void serving.program.lost.then(() => {
      log.error('the database is gone; stopping')
      void stop(3)
    })
    process.stdout.write(await greeting(serving))
  } catch (error) {
    const explained =
      error instanceof StartError ||
      error instanceof ConfigError ||
      (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
    process.stderr.write(
      `${explained ? (error as Error).message : `Shuke could not start: ${(error as Error).message} (${faultOf(error)})`}\n`,
    )
    // 2: asked for wrongly; 3: asked for rightly and not possible (port in use, database away).
    process.exit(explained && !(error instanceof StartError) ? 2 : 3)
  }
}

if (import.meta.main) await runServer(process.argv.slice(2))
