// Runs a TypeScript file with the Node 24 that the project brings itself, whatever Node called us.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import os from 'node:os'
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

/**
 * Starts `entry` as a child that notices our end, however we end: it holds one side of an IPC channel that carries nothing
 * (`server/kernel/parent-watch.ts` listens for its closing).
 */
export function spawnWithProjectNode(entry, args, { detached = false, stdin = 'inherit', env = {}, nodeArgs = [] } = {}) {
  const file = entry instanceof URL ? fileURLToPath(entry) : entry
  return spawn(projectNode(), ['--disable-warning=ExperimentalWarning', ...nodeArgs, file, ...args], {
    stdio: [stdin, 'inherit', 'inherit', 'ipc'],
    env: projectEnv(env),
    detached,
  })
}

/** One Ctrl-C may reach us twice, from the terminal and from npm; whoever presses it again after this time means it. */
const ONE_KEYSTROKE = 500

/** Ends this process as `child` ends, with the same code; the named signals are passed on to it. */
export function endWith(child, signals) {
  let last = Number.NEGATIVE_INFINITY
  const passOn = (signal) => {
    if (performance.now() - last < ONE_KEYSTROKE) return
    last = performance.now()
    child.kill(signal)
  }
  for (const signal of signals) process.on(signal, passOn)
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(3)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + os.constants.signals[signal]))
}

/**
 * Runs `entry` with the arguments of this process and ends with its exit code; signals are passed on.
 * @param options environment and Node's own arguments for the child
 */
export function runWithProjectNode(entry, args = process.argv.slice(2), options = {}) {
  endWith(spawnWithProjectNode(entry, args, options), ['SIGINT', 'SIGTERM', 'SIGHUP'])
}
