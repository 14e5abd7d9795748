import pg from 'pg'
import { dataDirFiles, type EmbeddedSecrets, readJson } from '../../embedded-postgres/data-dir-files.ts'

/**
 * A connection to the embedded database of a data directory with all rights: starting a backup and counting behind row security need
 * them. Only programs that may read the data directory can have it.
 */
export async function openAsSuperuser(dataDir: string, database: 'postgres' | 'shuke'): Promise<pg.Client> {
  const secrets = readJson<EmbeddedSecrets>(dataDirFiles(dataDir).secrets)
  if (!secrets?.port) throw new Error(`the embedded database of ${dataDir} does not run`)
  const client = new pg.Client({
    host: '127.0.0.1',
    port: secrets.port,
    user: 'postgres',
    password: secrets.passwords.postgres,
    database,
    application_name: 'shuke backup',
  })
  // A connection that breaks fails the statement in hand; without a hearer it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
