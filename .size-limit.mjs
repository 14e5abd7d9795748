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
/** Chunks that are loaded on demand, by the names of their source files. */
function chunks(...names) {
  const files = readdirSync(path.join(DIST, 'assets'))
  return names.flatMap((name) => {
    const found = files.filter((file) => new RegExp(`^${name}-[\\w-]{8}\\.(js|css)$`).test(file))
    if (found.length === 0) throw new Error(`web/dist/assets has no chunk ${name}: mend .size-limit.mjs`)
    return found.map((file) => `assets/${file}`)
  })
}

/** Our texts and those of the components, in the larger of the two languages. */
const language = chunks('zh-CN', 'zh_CN')
const screen = (name, page, limit) => ({ name, path: withImports([...shell, ...language, ...chunks(page)]), gzip: true, limit })

export default [
  screen('sign-in', 'sign-in-page', '250 kB'),
  screen('first useful screen of the desk: find', 'find-page', '250 kB'),
]
