import * as imports from './customers/import.ts'
import * as profile from './customers/profile.ts'
import * as promises from './interactions/promises.ts'
import * as purchases from './interactions/purchases.ts'
import * as tasks from './interactions/tasks.ts'
import * as timeline from './interactions/timeline.ts'
import * as today from './interactions/today.ts'
import * as backup from './kernel/backup.ts'
import * as jobs from './kernel/jobs.ts'
import type { Endpoint } from './shared/endpoint.ts'
import * as apiKeys from './team/api-keys.ts'
import * as demo from './team/demo.ts'
import * as signIn from './team/sign-in.ts'
import * as stores from './team/stores.ts'
import * as rfm from './value/rfm.ts'

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'output' in value

/** Every endpoint by its name: OpenAPI, the rights matrix and the tests of malformed input read this list. */
export const catalogue: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  [jobs, backup, imports, profile, purchases, timeline, tasks, promises, today, apiKeys, demo, signIn, stores, rfm]
    .flatMap((module) => Object.entries(module))
    .filter((entry): entry is [string, Endpoint] => isEndpoint(entry[1])),
)
