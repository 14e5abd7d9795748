/** A program of the tests: opens the database of the data directory it is given, says so, and holds it until it is ended. */
import { openEmbeddedDatabase } from './open-embedded-database.ts'

const database = await openEmbeddedDatabase({ dataDir: process.argv[2]!, log: () => {}, settings: { fsync: 'off' } })
process.stdout.write(`${JSON.stringify({ port: database.port, adopted: database.adopted })}\n`)
process.stdin.resume() // the lease alone would not keep us running
process.stdin.once('end', () => void database.close())
