// Documents must not contradict the tree. `node scripts/check-docs.ts [folder]`: every path and npm script that a *.md file cites
// exists, and docs/features.md is well-formed. Exit code 1 when something is wrong.
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type Finding, printed } from './house/findings.ts'
import { folderOf, openProject, type Project } from './house/project-files.ts'

const LINK = /\[[^\]]*\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g
const CODE = /`([^`\n]+)`/g
const NPM_RUN = /\bnpm run ([\w:-]+)/g
const EXTENSION = /\.(tsx?|mjs|cjs|js|json|md|sql|css|sh|yml|html|svg|png)$/
/** Made at run time, so absent in a fresh checkout. */
const MADE_LATER = /(^|\/)(node_modules|dist|test-results|playwright-report)(\/|$)/
const FEATURE_ROW = /^\|\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|/
const REQUIREMENT = /^[A-Z]{2,5}-\d{2}$/
const STATES = new Set(['done', 'partly', 'not yet'])

/** `a/{b,c}.ts` → `a/b.ts`, `a/c.ts`. */
function expandBraces(text: string): string[] {
  const match = /^(.*?)\{([^{}]*)\}(.*)$/.exec(text)
  if (!match) return [text]
  const [, before = '', choices = '', after = ''] = match
  return choices.split(',').flatMap((choice) => expandBraces(`${before}${choice.trim()}${after}`))
}

const fits = (base: string, cited: string): boolean =>
  /[*?]/.test(cited) ? globSync(cited, { cwd: base }).length > 0 : existsSync(path.join(base, cited))

/** Is this code span a path of this repository? Route paths, packages and short feature names are not. */
function looksLikePath(project: Project, cited: string): boolean {
  if (
    /[\s<>…$()=;:,|"'\\]/.test(cited.replace(/\{[^{}]*\}/g, '')) ||
    /^(\/|@|https?:|\.{3}|~)/.test(cited) ||
    MADE_LATER.test(cited)
  )
    return false
  if (/^[A-Z][\w.-]*\.md$/.test(cited)) return true
  if (!cited.includes('/')) return false
  const first = cited.replace(/^(\.\.?\/)+/, '').split('/')[0] ?? ''
  return EXTENSION.test(cited) || cited.startsWith('./') || project.files.some((file) => file.startsWith(`${first}/`))
}

const pathThere = (project: Project, file: string, cited: string): boolean =>
  expandBraces(cited.replace(/\/$/, '')).every(
    (one) =>
      fits(path.join(project.root, folderOf(file)), one) ||
      (!one.startsWith('.') && fits(project.root, one)) ||
      fits(path.join(project.root, 'server/modules'), one),
  )

function checkCitations(project: Project, file: string, scripts: Set<string>): Finding[] {
  const findings: Finding[] = []
  const complain = (line: number, message: string) => findings.push({ rule: 'docs', file, line, message, level: 'error' })
  let fenced = false
  for (const [index, text] of project.text(file).split('\n').entries()) {
    for (const [, name = ''] of text.matchAll(NPM_RUN))
      if (!scripts.has(name)) complain(index + 1, `there is no script "npm run ${name}"`)
    if (/^\s*```/.test(text)) fenced = !fenced
    if (fenced) continue
    for (const [, target = ''] of text.replaceAll(CODE, '').matchAll(LINK)) {
      const cited = decodeURI(target.split('#')[0] ?? '')
      if (cited && !/^[a-z]+:/.test(cited) && !fits(path.join(project.root, folderOf(file)), cited))
        complain(index + 1, `links to ${cited}, which is not there`)
    }
    for (const [, cited = ''] of text.matchAll(CODE))
      if (looksLikePath(project, cited) && !pathThere(project, file, cited))
        complain(index + 1, `cites ${cited}, which is not there`)
  }
  return findings
}

/** docs/features.md: one row a requirement, `| FRM-01 | done | where to see it |`, each id once, the state one of three words. */
function checkFeatures(project: Project): Finding[] {
  const file = 'docs/features.md'
  if (!project.files.includes(file)) return []
  const seen = new Set<string>()
  return project
    .text(file)
    .split('\n')
    .flatMap((text, index): Finding[] => {
      const [, id = '', state = ''] = FEATURE_ROW.exec(text) ?? []
      if (!id || /^(:?-+:?|requirement|id|area|要求|需求)$/i.test(id)) return []
      const wrong = [
        ...(REQUIREMENT.test(id) ? [] : [`"${id}" is not a requirement id like CUST-07`]),
        ...(seen.has(id) ? [`${id} stands here twice`] : []),
        ...(STATES.has(state) ? [] : [`the state of ${id} is "${state}"; say done, partly or not yet`]),
      ]
      seen.add(id)
      return wrong.map((message) => ({ rule: 'features', file, line: index + 1, message, level: 'error' }))
    })
}

/** All findings about the documents of the project in `root`, and how many documents were read. */
export function checkDocs(root: string): { documents: number; findings: Finding[] } {
  const project = openProject(root)
  const packages = project.files.filter((file) => /^([^/]+\/)?package\.json$/.test(file))
  const scripts = new Set(
    packages.flatMap((file) =>
      Object.keys((JSON.parse(readFileSync(path.join(root, file), 'utf8')) as { scripts?: object }).scripts ?? {}),
    ),
  )
  const documents = project.files.filter((file) => file.endsWith('.md'))
  const findings = [...documents.flatMap((file) => checkCitations(project, file, scripts)), ...checkFeatures(project)]
  return { documents: documents.length, findings }
}

if (import.meta.main) {
  const { documents, findings } = checkDocs(path.resolve(process.argv[2] ?? path.dirname(import.meta.dirname)))
  for (const finding of findings) console.log(printed(finding))
  console.log(`documents: ${documents} read, ${findings.length} wrong`)
  process.exitCode = findings.length > 0 || documents === 0 ? 1 : 0
}
