import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface StartedServer {
  pid: number
  url: string
  stop(): Promise<void>
}

/** Starts a server as a process of its own; its address is the first one that it prints. */
export async function startServer(program: URL, env: Record<string, string>): Promise<StartedServer> {
  const child = spawn(process.execPath, [fileURLToPath(program)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const { promise: url, resolve, reject } = Promise.withResolvers<string>()
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
    if (found) resolve(found)
  })
  void ended.then(() => reject(new Error(`${program.pathname} ended before it said its address: ${said}`)))
  return {
    pid: child.pid!,
    url: await url,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
