import pg from 'pg'
import { PgBoss } from 'pg-boss'
import { BOSS_SCHEMA, QUEUES } from './boss.ts'

/**
 * Creates or migrates pg-boss's schema and its queues as the owner and lets the application role use them. Part of every migration;
 * safe to repeat and to run twice at once.
 */
export async function migrateJobs(ownerUrl: string, applicationRole: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: BOSS_SCHEMA, max: 2, supervise: false, schedule: false })
  boss.on('error', () => undefined) // a broken connection also rejects the call in hand
  await boss.start()
  try {
    for (const [name, options] of Object.entries(QUEUES)) {
      await boss.createQueue(name, options)
      await boss.updateQueue(name, options)
    }
    // Made by the scheduler on its start otherwise; then it would belong to nobody's migration.
    await boss.createQueue('__pgboss__send-it')
    const role = pg.escapeIdentifier(applicationRole)
    await boss.getDb().executeSql(`
      grant usage on schema ${BOSS_SCHEMA} to ${role};
      grant select, insert, update, delete on all tables in schema ${BOSS_SCHEMA} to ${role};
      grant usage on all sequences in schema ${BOSS_SCHEMA} to ${role};
      grant execute on all functions in schema ${BOSS_SCHEMA} to ${role};
    `)
  } finally {
    await boss.stop({ graceful: false })
  }
}
