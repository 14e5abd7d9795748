import { readFileSync } from 'node:fs'

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

/** Version of this program. Every answer carries it, so that an old tab reloads after an upgrade. */
export const VERSION: string = manifest.version
