import type { Finding } from './findings.ts'
import { baseName, folderOf, isSource, isTest, type Project } from './project-files.ts'

const WARN_LINES = 300
const STOP_LINES = 500
const MOST_FILES = 20

const FILE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/
const MIGRATION_NAME = /^[0-9][0-9t]*([-_][a-z0-9]+)+\.sql$/
const FOLDER_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Names that say where something was put, not what it is. */
const SAYS_NOTHING = /(^|[-.])(utils?|helpers?|common|misc|managers?)([-.]|$)/
/** Names that are fixed from outside: language tags. */
const LANGUAGE_TAG = /^[a-z]{2}(-[A-Z]{2})?$/

const stem = (name: string): string => name.replace(/\.[a-z]+$/, '')
const inMigrations = (file: string): boolean => file.startsWith('server/migrations/')
const inLocales = (file: string): boolean => /(^|\/)locales?\//.test(file)

/** kebab-case everywhere, and no drawer names. */
export function checkFileNames(project: Project): Finding[] {
  const folders = new Set<string>()
  const findings: Finding[] = []
  for (const file of project.files.filter(isSource)) {
    const name = baseName(file).replace(/^\./, '')
    for (let folder = folderOf(file); folder; folder = folderOf(folder)) folders.add(folder)
    const fits = FILE_NAME.test(name) || LANGUAGE_TAG.test(stem(name)) || (inMigrations(file) && MIGRATION_NAME.test(name))
    if (!fits) findings.push({ rule: 'kebab-case', file, message: `name it in kebab-case`, level: 'error' })
    if (SAYS_NOTHING.test(name))
      findings.push({ rule: 'telling-name', file, message: 'name it after what it does', level: 'error' })
  }
  for (const folder of folders) {
    const name = baseName(folder)
    if (!FOLDER_NAME.test(name) && !LANGUAGE_TAG.test(name) && !name.startsWith('.'))
      findings.push({ rule: 'kebab-case', file: folder, message: 'name the folder in kebab-case', level: 'error' })
    if (SAYS_NOTHING.test(name))
      findings.push({ rule: 'telling-name', file: folder, message: 'name the folder after what it holds', level: 'error' })
  }
  return findings
}

/** Long files are warned about at 300 lines and stopped at 500; tests, migrations, catalogues and locales may be longer. */
export function checkFileSizes(project: Project): Finding[] {
  const exempt = (file: string) =>
    isTest(file) ||
    inMigrations(file) ||
    inLocales(file) ||
    /(^|[-/])catalogues?[-./]/.test(file) ||
    /\/testing\/fixtures\//.test(file)
  return project.files
    .filter((file) => isSource(file) && !exempt(file))
    .flatMap((file): Finding[] => {
      const lines = project.text(file).replace(/\n$/, '').split('\n').length
      if (lines <= WARN_LINES) return []
      const level = lines > STOP_LINES ? 'error' : 'warning'
      return [
        { rule: 'file-size', file, message: `${lines} lines: split it (healthy is 50–100, the stop is ${STOP_LINES})`, level },
      ]
    })
}

/** A folder of more than 20 source files has two subjects; tests, migrations and locales do not count. */
export function checkFolderSizes(project: Project): Finding[] {
  const counts = new Map<string, number>()
  for (const file of project.files) {
    if (!isSource(file) || isTest(file) || inMigrations(file) || inLocales(file)) continue
    counts.set(folderOf(file), (counts.get(folderOf(file)) ?? 0) + 1)
  }
  return [...counts]
    .filter(([, count]) => count > MOST_FILES)
    .map(([file, count]) => ({
      rule: 'folder-size',
      file: file || '.',
      message: `${count} source files: split the folder at ${MOST_FILES}`,
      level: 'error',
    }))
}

/** Every module has a front door and a page that says what it means to the business. */
export function checkModuleFronts(project: Project): Finding[] {
  const modules = new Set(
    project.files.map((file) => /^server\/modules\/[^/]+(?=\/)/.exec(file)?.[0]).filter((folder) => folder !== undefined),
  )
  return [...modules].flatMap((folder): Finding[] => {
    const findings: Finding[] = []
    for (const name of ['README.md', 'index.ts'])
      if (!project.files.includes(`${folder}/${name}`))
        findings.push({ rule: 'module-front', file: folder, message: `the module needs its ${name}`, level: 'error' })
    const readme = `${folder}/README.md`
    if (project.files.includes(readme)) {
      const lines = project.text(readme).trimEnd().split('\n').length
      if (lines > 15) findings.push({ rule: 'module-front', file: readme, message: `${lines} lines: at most 15`, level: 'error' })
    }
    return findings
  })
}
