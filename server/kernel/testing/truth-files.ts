import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of the public data; it stands beside the checkout and is never copied into it. */
const folder = process.env.SHUKE_TRUTH_DIR ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url))

/** False where the folder is missing; the tests against published results are skipped then, after one line that says so. */
export const truthAvailable = existsSync(path.join(folder, 'truth_public.json'))
if (!truthAvailable) console.warn(`Published truths not found at ${folder} (SHUKE_TRUTH_DIR): truth tests are skipped`)

export const truthFile = (name: string): string => path.join(folder, name)

interface Truth {
  id: string
  value: unknown
}
/** Value of one entry of truth_public.json; the caller states its shape. */
export function truth<T>(id: string): T {
  const entries = JSON.parse(readFileSync(truthFile('truth_public.json'), 'utf8')) as Truth[]
  const entry = entries.find((one) => one.id === id)
  if (!entry) throw new Error(`truth_public.json has no entry ${id}`)
  return entry.value as T
}
