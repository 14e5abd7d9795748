import { createApp, schedules } from './app.ts'
import { loadDemo } from './demo/load-demo.ts'
import type { Config } from './kernel/config.ts'
import { startDispatcher } from './kernel/events/start-dispatcher.ts'
import { faultOf } from './kernel/fault.ts'
import { startWorkers } from './kernel/jobs/start-workers.ts'
import type { Log } from './kernel/log.ts'
import { VERSION } from './kernel/version.ts'
import { setUpCode, welcome } from './modules/team/index.ts'
import { openProgram, type Program, StartError } from './open-program.ts'

export interface Serving {
  /** Where it listens. */
  url: string
  program: Program
  stop(): Promise<void>
}

async function listen(app: Awaited<ReturnType<typeof createApp>>, config: Config): Promise<string> {
  try {
    await app.listen({ port: config.SHUKE_PORT, host: config.SHUKE_HOST })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new StartError(`Port ${config.SHUKE_PORT} is in use: another Shuke may be running there. Choose another with --port.`)
  }
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : config.SHUKE_PORT
  const host = config.SHUKE_HOST.includes(':') ? `[${config.SHUKE_HOST}]` : config.SHUKE_HOST
  return `http://${host}:${port}`
}

/** Demo rooms have no locks: they are made only where nobody but this machine can come in. */
const offersDemo = (config: Config): boolean => config.SHUKE_DEMO && ['127.0.0.1', 'localhost', '::1'].includes(config.SHUKE_HOST)

/** Starts web and jobs as the role says; `stop` ends them in the order that loses nothing. */
export async function serve(config: Config, log: Log): Promise<Serving> {
  const program = await openProgram(config, log)
  const { runtime } = program
  const stops: (() => Promise<unknown>)[] = [() => program.close()]
  const stop = async () => {
    for (const end of stops.toReversed()) await end().catch((error: unknown) => log.warn({ fault: faultOf(error) }, 'stopping'))
  }
  try {
    if (config.SHUKE_ROLE !== 'web') {
      const workers = await startWorkers(runtime, schedules)
      const dispatcher = startDispatcher(runtime)
      stops.push(
        () => workers.stop(),
        () => dispatcher.stop(),
      )
    }
    let url = ''
    if (config.SHUKE_ROLE !== 'worker') {
      const app = await createApp(runtime)
      stops.push(() => app.close())
      url = await listen(app, config)
    }
    if (url && offersDemo(config)) {
      void loadDemo(runtime).catch((error: unknown) => log.warn({ fault: faultOf(error) }, 'the demo could not be made'))
    }
    return { url, program, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What the console says once: where it is, and how to sign in. */
export async function greeting({ url, program }: Serving): Promise<string> {
  const { setUp } = await welcome(program.runtime, VERSION)
  const signIn = setUp ? `${url}/setup?code=${setUpCode(program.runtime)}` : url
  const lines = setUp
    ? ['熟客已启动,请打开下面的地址创建您的企业:', 'Shuke is running; open this address to create your organisation:']
    : ['熟客已启动,请打开下面的地址登录:', 'Shuke is running; open this address to sign in:']
  return ['', ...lines, '', `  ${signIn}`, '', `数据 data: ${program.dataDir}`, '停止 stop: Ctrl-C', ''].join('\n')
}
