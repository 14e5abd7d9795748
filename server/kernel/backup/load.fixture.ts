// A shop at work, as a process of its own: writes customers by the public verb and says which were acknowledged, and when.
// node load.fixture.ts <data folder> <slug>
import { setTimeout as sleep } from 'node:timers/promises'
import { createCustomer } from '../../modules/customers/index.ts'
import { findOrg } from '../../modules/team/index.ts'
import { openProgram } from '../../open-program.ts'
import { loadConfig } from '../config.ts'
import { silentLog } from '../log.ts'
import { ctxFor, systemActor } from '../runtime.ts'

const [dataDir, slug] = process.argv.slice(2)
const { runtime } = await openProgram(loadConfig({ SHUKE_DATA_DIR: dataDir }), silentLog)
const ctx = ctxFor(runtime, await findOrg(runtime, slug!), systemActor('load'))

async function work(): Promise<never> {
  for (;;) {
    const { id } = await createCustomer(ctx, {
      kind: 'person',
      name: '王丽华',
      contacts: [],
      plates: [],
      tags: [],
      leadSource: 'walk_in',
    })
    process.stdout.write(`${id} ${Date.now()}\n`)
    await sleep(5)
  }
}
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
await Promise.all([work(), work(), work()])
