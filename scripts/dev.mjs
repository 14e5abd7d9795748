// `npm run dev`: the server, started anew after every change of its sources, and vite for the web app. Plain JavaScript.
import { watch } from 'node:fs'
import path from 'node:path'
import { spawnWithProjectNode } from './project-node.mjs'

/** Folders whose change starts the server anew. */
const SOURCES = ['server', 'contract', 'analytics']
/** An editor writes several files at once: one restart is enough. */
const QUIET = 200

/** Runs until Ctrl-C, which the terminal sends to us and to the server; the server also ends when we do. */
export async function runDev(root, args) {
  // In this process, so that nothing of it is left when we are killed.
  const { createServer } = await import('vite')
  const vite = await createServer({ root: path.join(root, 'web') })
  await vite.listen()
  vite.printUrls()
  let server = startServer()
  let timer
  for (const folder of SOURCES) {
    watch(path.join(root, folder), { recursive: true }, (_event, file) => {
      if (!/\.(ts|sql)$/.test(file ?? '') || /\.test\.ts$/.test(file)) return
      clearTimeout(timer)
      timer = setTimeout(restart, QUIET)
    })
  }

  function startServer() {
    return spawnWithProjectNode(path.join(root, 'server', 'main.ts'), args, { stdin: 'ignore' })
  }

  /** The old server gives its port and its database back before the new one asks for them. */
  function restart() {
    if (server.exitCode !== null || server.signalCode !== null) {
      server = startServer()
      return
    }
    server.once('exit', () => {
      server = startServer()
    })
    server.kill('SIGTERM')
  }
}
