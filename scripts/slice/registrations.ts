import type { SliceNames } from './names.ts'

/** The text of a file that is there, or undefined. */
export type Read = (file: string) => string | undefined

const TABLES = `declare module '../../kernel/db/database.ts' {
  interface Tables {
  }
}
`
const ROUTES = `import { route } from '../../kernel/http/route.ts'

export const routes = [
]
`
const index = (module: string): string => `import type { ServerModule } from '../../kernel/http/route.ts'
import { routes } from './routes.ts'

export const module: ServerModule = { name: '${module}', routes }
`
const readme = (n: SliceNames): string => `# ${n.module}

What this module means to the business, in two or three sentences, also in Chinese.

- Owns: \`${n.table}\`.
`

/** Puts \`text\` in front of the first match; the file must have one. */
function insertBefore(file: string, whole: string, anchor: RegExp, text: string): string {
  const at = whole.search(anchor)
  if (at < 0)
    throw new Error(
      `${file} has no place that looks like ${anchor}: add the line by hand, and mend scripts/slice/registrations.ts.`,
    )
  return whole.slice(0, at) + text + whole.slice(at)
}

function permissions(n: SliceNames, file: string, text: string): string {
  return insertBefore(file, text, /^\] as const/m, `  '${n.table}.read',\n  '${n.table}.create',\n`)
}

function catalogue(n: SliceNames, file: string, text: string): string {
  const taken = new RegExp(`\\b${n.camelPlural}\\b`).test(text)
  const name = taken ? `${n.module}${n.pascalPlural}` : n.camelPlural
  const listed = insertBefore(file, text, /,?\s*\]\s*\.flatMap/, `, ${name}`)
  return `import * as ${name} from './${n.module}/${n.feature}.ts'\n${listed}`
}

function tables(n: SliceNames, file: string, text: string): string {
  const row = `export interface ${n.pascalPlural}Table {\n  org_id: string\n  id: string\n  name: string\n  created_at: Date\n}\n`
  const declared = insertBefore(file, text, /^declare module/m, `${row}\n`)
  return insertBefore(file, declared, /^ {2}\}\n\}/m, `    ${n.table}: ${n.pascalPlural}Table\n`)
}

function routes(n: SliceNames, file: string, text: string): string {
  const contract = `${n.camel}Contract`
  const lines =
    `  route(${contract}.list${n.pascalPlural}, (ctx, { query }) => list${n.pascalPlural}(ctx, query)),\n` +
    `  route(${contract}.create${n.pascal}, (ctx, { body }) => create${n.pascal}(ctx, body)),\n`
  const bound = insertBefore(file, text, /^\]/m, lines)
  return (
    `import * as ${contract} from '@shuke/contract/${n.module}/${n.feature}.ts'\n` +
    `import { create${n.pascal} } from './${n.feature}/create-${n.singular}.ts'\n` +
    `import { list${n.pascalPlural} } from './${n.feature}/list-${n.feature}.ts'\n${bound}`
  )
}

/** Joins a new module in app.ts, at its rung. */
function application(n: SliceNames, ladder: string[], file: string, text: string): string {
  const list = /(const modules: ServerModule\[\] = \[)([^\]]*)\]/
  const [, , inside = ''] = list.exec(text) ?? []
  if (!inside)
    throw new Error(`${file} has no list of modules: join ${n.module} by hand, and mend scripts/slice/registrations.ts.`)
  const present = inside
    .split(',')
    .map((entry) => entry.trim().replace(/\.module$/, ''))
    .filter(Boolean)
  const sorted = [...present, n.module].sort((a, b) => ladder.indexOf(a) - ladder.indexOf(b))
  const joined = text.replace(list, `$1${sorted.map((name) => `${name}.module`).join(', ')}]`)
  return `import * as ${n.module} from './modules/${n.module}/index.ts'\n${joined}`
}

/**
 * Path → new text of the files that must know of a slice: permissions, catalogue, the module's tables and routes; for a module's
 * first slice its front door as well, and app.ts.
 * @param ladder the modules, lowest first
 */
export function registrations(n: SliceNames, ladder: string[], read: Read): Record<string, string> {
  const folder = `server/modules/${n.module}`
  const must = (file: string): string => {
    const text = read(file)
    if (text === undefined) throw new Error(`${file} is missing.`)
    return text
  }
  const changed: Record<string, string> = {}
  const change = (file: string, edit: (n: SliceNames, file: string, text: string) => string, fresh?: string) => {
    changed[file] = edit(n, file, read(file) ?? fresh ?? must(file))
  }
  change('contract/shared/permissions.ts', permissions)
  change('contract/catalogue.ts', catalogue)
  change(`${folder}/tables.ts`, tables, TABLES)
  change(`${folder}/routes.ts`, routes, ROUTES)
  if (read(`${folder}/index.ts`) === undefined) {
    changed[`${folder}/index.ts`] = index(n.module)
    changed[`${folder}/README.md`] = read(`${folder}/README.md`) ?? readme(n)
    change('server/app.ts', (names, file, text) => application(names, ladder, file, text))
  }
  return changed
}
