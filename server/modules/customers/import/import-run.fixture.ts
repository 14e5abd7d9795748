// Imports a file in a process of its own, which a test can kill: node import-run.fixture.ts <application url> <data folder> <org id> <file> <rows a batch>
import { createRuntime } from '../../../app.ts'
import { loadConfig } from '../../../kernel/config.ts'
import { openDatabase } from '../../../kernel/db/pool.ts'
import { createLog } from '../../../kernel/log.ts'
import { ctxFor, systemActor } from '../../../kernel/runtime.ts'
import { loadOrg } from '../../../kernel/tenancy/orgs.ts'
import { importHere } from './import-here.ts'

/** The same in both processes: one seals, the other opens. */
export const FIXED_KEYS = { current: 1, versions: new Map([[1, Buffer.alloc(32, 7)]]) }

if (import.meta.main) {
  const [url, dataDir, orgId, file, batchRows] = process.argv.slice(2)
  const database = openDatabase(url!)
  const runtime = createRuntime({
    config: loadConfig({ SHUKE_DATA_DIR: dataDir }),
    database,
    installationKeys: FIXED_KEYS,
    log: createLog('warn'),
  })
  const ctx = ctxFor(runtime, (await loadOrg(database.db, orgId!))!, systemActor('command line'))
  const options = { anonymousBucket: false, batchRows: Number(batchRows) }
  await importHere(
    runtime,
    ctx,
    file!,
    { kind: 'orders', fileName: 'orders.csv', dryRun: false, options },
    { onProgress: ({ done }) => process.stdout.write(`${done}\n`) },
  )
  await database.close()
}
