// `npm run bench -- <name> [--write]` runs bench/<name>.ts; a name that is the start of several (`analytics`) runs all of them.
// Each runs in a process of its own, so that none inherits another's warm caches. `--write` adds what was printed to docs/benchmarks.md.
import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { type Benchmark, formatResult } from './report.ts'

const HERE = import.meta.dirname
const NOT_BENCHMARKS = new Set(['run.ts', 'report.ts'])

/** Files that a name stands for: the one called so, else all whose name starts with `<name>-`. */
export function benchmarksFor(name: string, files: string[]): string[] {
  const all = files.filter((file) => /^[a-z0-9-]+\.ts$/.test(file) && !NOT_BENCHMARKS.has(file)).sort()
  return all.includes(`${name}.ts`) ? [`${name}.ts`] : all.filter((file) => file.startsWith(`${name}-`))
}

/** Runs one benchmark in its own process, shows its output as it comes, and returns it. */
function runApart(file: string): Promise<{ output: string; ok: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', import.meta.filename, '--one', file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      process.stdout.write(text)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ output: output.trim(), ok: code === 0 }))
  })
}

async function runHere(file: string): Promise<void> {
  const benchmark = (await import(pathToFileURL(path.join(HERE, file)).href)) as Partial<Benchmark>
  if (typeof benchmark.run !== 'function' || typeof benchmark.name !== 'string')
    throw new TypeError(`bench/${file} must export "name" and "run" (see bench/report.ts)`)
  console.log(`# ${benchmark.name}\n`)
  const result = await benchmark.run()
  if (result) console.log(formatResult(result))
}

const machine = (): string => {
  const [cpu] = os.cpus()
  return `${cpu?.model.trim() ?? 'unknown processor'}, ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { write: { type: 'boolean' }, one: { type: 'string' } },
  })
  if (values.one) await runHere(values.one)
  else {
    const names = readdirSync(HERE)
    const files = positionals.flatMap((name) => benchmarksFor(name, names))
    if (files.length === 0) {
      console.error(
        `Say which benchmark: ${names
          .flatMap((file) => benchmarksFor(file.replace(/\.ts$/, ''), names))
          .map((file) => file.replace(/\.ts$/, ''))
          .join(', ')}`,
      )
      process.exit(2)
    }
    const outputs: string[] = []
    for (const file of files) {
      if (file !== files[0]) console.log('')
      const { output, ok } = await runApart(file)
      if (ok) outputs.push(output)
      else process.exitCode = 3
    }
    if (values.write && outputs.length > 0) {
      const page = path.join(path.dirname(HERE), 'docs', 'benchmarks.md')
      const title = existsSync(page)
        ? ''
        : '# Benchmarks\n\nWhat `npm run bench -- <name> --write` printed, newest last. Ratios count: both sides ran in the same run.\n'
      const day = new Date().toISOString().slice(0, 10)
      appendFileSync(
        page,
        `${title}\n## ${day}: ${positionals.join(', ')}\n\n${machine()}\n\n${outputs.map((output) => output.replace(/^# /, '### ')).join('\n\n')}\n`,
      )
    }
  }
}
