import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const NOT_OURS = new Set(['node_modules', 'dist', '.git', 'test-results', 'playwright-report'])

function walk(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = folder ? `${folder}/${entry.name}` : entry.name
    if (NOT_OURS.has(entry.name)) return []
    if (entry.isDirectory()) return walk(root, name)
    return entry.isFile() ? [name] : []
  })
}

/**
 * Every file of the project, sorted, with forward slashes: what git tracks or would add, so that new files are judged before
 * they are committed; without git (a source archive, a test's folder) what lies there, built and installed things aside.
 */
export function projectFiles(root: string): string[] {
  if (!existsSync(path.join(root, '.git'))) return walk(root, '').sort()
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  // A file deleted but not yet committed is still listed.
  return [...new Set(list.split('\0'))].filter((file) => file !== '' && existsSync(path.join(root, file))).sort()
}

/** A project as the checks see it: its files, each read at most once. */
export interface Project {
  root: string
  files: string[]
  text(file: string): string
}

export function openProject(root: string): Project {
  const texts = new Map<string, string>()
  return {
    root,
    files: projectFiles(root),
    text(file) {
      const known = texts.get(file) ?? readFileSync(path.join(root, file), 'utf8')
      texts.set(file, known)
      return known
    },
  }
}

export const isTest = (file: string): boolean => /\.(test|spec|fixture)\.tsx?$/.test(file)
export const isSource = (file: string): boolean => /\.(tsx?|mjs|cjs|js|css|sql)$/.test(file)
export const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1)
export const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')))
