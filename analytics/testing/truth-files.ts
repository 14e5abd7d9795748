import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'

/** Folder of the public data; it stands beside the checkout and is never copied into it. */
const folder = process.env.SHUKE_TRUTH_DIR ?? fileURLToPath(new URL('../../../shared/data', import.meta.url))

/** False where the folder is missing; the truth tests are skipped then, after one line that says so. */
export const truthAvailable = existsSync(`${folder}/truth_public.json`)
if (!truthAvailable) console.warn(`Published truths not found at ${folder} (SHUKE_TRUTH_DIR): truth tests are skipped`)

interface TruthEntry {
  readonly id: string
  readonly value: unknown
}

/** Value of one entry of truth_public.json; the caller states its shape. */
export function truth<T>(id: string): T {
  const entries = JSON.parse(readFileSync(`${folder}/truth_public.json`, 'utf8')) as TruthEntry[]
  const entry = entries.find((candidate) => candidate.id === id)
  if (!entry) throw new Error(`truth_public.json has no entry ${id}`)
  return entry.value as T
}

/** Rows of a public CSV file by header. */
export function truthRows(file: string): Record<string, string>[] {
  return parse(readFileSync(`${folder}/${file}`), { columns: true, bom: true, skip_empty_lines: true }) as Record<
    string,
    string
  >[]
}

/** Path of a public file, for commands that read files. */
export function truthPath(file: string): string {
  return `${folder}/${file}`
}
