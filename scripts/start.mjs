// `npm start`: brings dependencies and web app up to date, then runs the server. Plain JavaScript for Node 20 without
// dependencies, because it runs before anything is installed.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWeb, webIsStale } from './build-web.mjs'
import { installDependencies, outdatedPackages } from './install.mjs'
import { oneAtATime } from './one-at-a-time.mjs'
import { endWith, spawnWithProjectNode } from './project-node.mjs'

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

const TEXTS = {
  en: {
    installing: 'Installing dependencies (once, and after an upgrade) …',
    building: 'Building the web app …',
    starting: 'Starting Shuke …',
    usage: `Shuke: starts the CRM with its own database.

  npm start -- [options]          (or: node scripts/start.mjs [options])

  --port NUMBER      port of the web address (SHUKE_PORT, 3000)
  --host ADDRESS     address to listen on (SHUKE_HOST, 127.0.0.1)
  --data-dir FOLDER  where the data lies (SHUKE_DATA_DIR, the user's data folder)
  --no-demo          no demonstration data (SHUKE_DEMO=0)
  --help             this text

  DATABASE_URL       a PostgreSQL server of your own, 15 to 18, instead of the embedded one
`,
  },
  zh: {
    installing: '正在安装依赖（首次启动或升级后需要）……',
    building: '正在构建网页……',
    starting: '正在启动熟客……',
    usage: `熟客：启动客户关系管理系统，自带数据库。

  npm start -- [选项]             （或：node scripts/start.mjs [选项]）

  --port 端口        网页端口（SHUKE_PORT，默认 3000）
  --host 地址        监听地址（SHUKE_HOST，默认 127.0.0.1）
  --data-dir 目录    数据存放位置（SHUKE_DATA_DIR，默认在用户数据目录）
  --no-demo          不写入演示数据（SHUKE_DEMO=0）
  --help             显示本说明

  DATABASE_URL       使用您自己的 PostgreSQL（15 至 18），不启动自带数据库
`,
  },
}

const text = TEXTS[language()]
const args = process.argv.slice(2)

if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(text.usage)
} else {
  try {
    if (args.includes('--dev')) await dev()
    else {
      await prepare()
      runServer()
    }
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

/** Dependencies, then web app; a start that finds both in place waits for nobody. */
async function prepare() {
  if (outdatedPackages(ROOT).length === 0 && !webIsStale(ROOT)) return
  await oneAtATime('start', ROOT, async () => {
    await installDependencies(ROOT, { say: () => say(text.installing) })
    if (!webIsStale(ROOT)) return
    say(text.building)
    buildWeb(ROOT)
  })
}

/** For work on Shuke itself: nothing is built, vite serves the web app from its sources. */
async function dev() {
  await installDependencies(ROOT, { say: () => say(text.installing) })
  const { runDev } = await import('./dev.mjs')
  await runDev(
    ROOT,
    args.filter((arg) => arg !== '--dev'),
  )
}

function runServer() {
  say(text.starting)
  // In a process group of its own the server gets one signal for one Ctrl-C: ours, not the terminal's as well.
  const server = spawnWithProjectNode(path.join(ROOT, 'server', 'main.ts'), args, {
    detached: process.platform !== 'win32',
    stdin: 'ignore',
    // Compiled modules are kept between starts.
    env: { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? path.join(ROOT, 'node_modules', '.cache', 'shuke') },
  })
  // SIGHUP has no handler, so that nohup works; without nohup it ends us, and that ends the server.
  endWith(server, ['SIGINT', 'SIGTERM'])
  if (process.env.npm_lifecycle_event) stopWithNpm(server)
}

/** npm passes Ctrl-C on to us, but nothing when it is killed with -9: then we have other ancestors, and nobody to serve. */
function stopWithNpm(server) {
  const npm = ancestors()
  setInterval(() => ancestors() !== npm && server.kill('SIGTERM'), 250).unref()
}

/** Our parent, and the parent of that when it is only the shell that npm put between (on Linux; elsewhere the shell gives way). */
function ancestors() {
  try {
    const status = readFileSync(`/proc/${process.ppid}/status`, 'utf8')
    if (/^Name:\t\w*sh$/m.test(status)) return `${process.ppid} ${/^PPid:\t(\d+)$/m.exec(status)[1]}`
  } catch {
    // No /proc, or a parent that has just ended: its number says enough.
  }
  return String(process.ppid)
}

function say(line) {
  process.stdout.write(`${line}\n`)
}

function language() {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || Intl.DateTimeFormat().resolvedOptions().locale) ? 'zh' : 'en'
}
