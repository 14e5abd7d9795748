// What a browser must fetch before the first useful screen, compressed as the server sends it. `npm test` holds it under the limits.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const DIST = path.join(import.meta.dirname, 'web', 'dist')
const STATIC_IMPORT = /(?:^|[;}\s])import\s*(?:[\w$*{}\s,]+?from\s*)?["'](\.[^"']+)["']/g

/** `files` and everything they import statically; what they load later with import() is not part of it. */
function withImports(files) {
  const seen = new Set()
  const open = [...files]
  for (let file = open.pop(); file; file = open.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    if (!file.endsWith('.js')) continue
    for (const [, imported] of readFileSync(path.join(DIST, file), 'utf8').matchAll(STATIC_IMPORT))
      open.push(path.posix.join(path.posix.dirname(file), imported))
  }
  return [...seen].map((file) => `web/dist/${file}`)
}

/** Scripts, preloads and styles that index.html names. */
const shell = [...readFileSync(path.join(DIST, 'index.html'), 'utf8').matchAll(/(?:src|href)="\/?([^"]+\.(?:js|css))"/g)].map(
  ([, file]) => file,
)
/** The chunk of a screen that is loaded when it is opened, by the name of its source file. */
const screen = (name) =>
  readdirSync(path.join(DIST, 'assets'))
    .filter((file) => file.startsWith(`${name}-`))
    .map((file) => `assets/${file}`)

export default [
  { name: 'sign-in', path: withImports(shell), gzip: true, limit: '250 kB' },
  { name: 'desk: customer list', path: withImports([...shell, ...screen('customer-list')]), gzip: true, limit: '250 kB' },
]
