import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'

/** The root secrets of one installation, by version; the highest seals, all open. */
export interface InstallationKeys {
  current: number
  versions: ReadonlyMap<number, Buffer>
}

const parse = (file: string, content: string): InstallationKeys => {
  const data = JSON.parse(content) as { keys?: Record<string, string> }
  const versions = new Map(Object.entries(data.keys ?? {}).map(([version, key]) => [Number(version), Buffer.from(key, 'base64')]))
  for (const [version, key] of versions) {
    if (!Number.isInteger(version) || key.length !== 32)
      throw new Error(`key file ${file}: version ${version} is not a 256-bit key`)
  }
  if (versions.size === 0) throw new Error(`key file ${file} holds no key`)
  return { current: Math.max(...versions.keys()), versions }
}

/**
 * Reads the key file, or makes it on the first start (mode 0600, synced before use). Without this file personal data cannot be read
 * again: keep a copy apart from the backups.
 */
export async function loadInstallationKeys(file: string, options: { create: boolean }): Promise<InstallationKeys> {
  try {
    return parse(file, await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    if (!options.create)
      throw new Error(
        `the key file ${file} is missing: put it back from where you keep it; without it personal data cannot be read`,
      )
  }
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  try {
    const handle = await open(file, 'wx', 0o600)
    await handle.writeFile(`${JSON.stringify({ keys: { 1: randomBytes(32).toString('base64') } }, null, 2)}\n`)
    await handle.sync()
    await handle.close()
  } catch (error) {
    // Two first starts at once: the other one's key counts.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return parse(file, await readFile(file, 'utf8'))
}
