// Runs a TypeScript file with the Node 24 that the project brings itself, whatever Node called us.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const binDir = path.join(root, 'node_modules', '.bin')

/** Path of a Node that runs TypeScript by itself: the project's own, else the calling one when it is new enough. */
export function projectNode() {
  const own = path.join(binDir, process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(own)) return own
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 24 || (major === 24 && minor >= 2)) return process.execPath
  throw new Error(`Node ${process.versions.node} cannot run Shuke: run "npm ci" first, it brings Node 24.`)
}

/** Environment in which child processes find the project's tools first. */
export function projectEnv(extra = {}) {
  return { ...process.env, PATH: `${binDir}${path.delimiter}${process.env.PATH ?? ''}`, ...extra }
}

/** Runs `entry` with the arguments of this process and ends with its exit code; signals are passed on. */
export function runWithProjectNode(entry, args = process.argv.slice(2)) {
  const file = entry instanceof URL ? fileURLToPath(entry) : entry
  const node = projectNode()
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', file, ...args], { stdio: 'inherit', env: projectEnv() })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(3)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
}
