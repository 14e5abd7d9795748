import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClusterContext, selfPath } from './create-cluster.ts'
import { clearLeftovers, readPostmasterFile } from './postgres-processes.ts'
import { fixedSettings, type ServerSettings, settingArguments, shopSettings } from './server-settings.ts'
import { type Ending, runWatched } from './watched-process.ts'

export interface RunningPostgres {
  pid: number
  port: number
  /** Resolves when the server has ended, whoever ended it. */
  ended: Promise<Ending>
  /** Fast shutdown: open transactions are rolled back, everything committed is safe. Never SIGKILL. */
  stop(): Promise<void>
}

/** The port was taken between the choice and the start. */
export class PortTakenError extends Error {}

/** Starts PostgreSQL on an existing cluster and resolves when it accepts connections. */
export async function startPostgres(
  cluster: string,
  port: number,
  settings: ServerSettings,
  context: ClusterContext,
  report: (line: string) => void,
): Promise<RunningPostgres> {
  await clearLeftovers(cluster, report)
  const args = ['-D', selfPath(cluster), ...settingArguments(shopSettings, settings, fixedSettings(port))]
  const { programs, identity, output } = context
  const run = await runWatched(programs.postgres, args, { cwd: cluster, identity, output })
  let ending: Ending | undefined
  const ended = run.ended.then((result) => {
    ending = result
    return result
  })
  for (let waited = 0; !isReady(cluster, run.pid); waited += 20) {
    if (ending) {
      const tail = context.logTail()
      if (/could not bind|address already in use/i.test(tail)) throw new PortTakenError(tail)
      throw new Error(`PostgreSQL did not start in ${cluster}: ${tail}`)
    }
    if (waited === 5000) report('PostgreSQL is still starting: it repeats what a crash left in its journal')
    await sleep(20)
  }
  return {
    pid: run.pid,
    port,
    ended,
    async stop() {
      if (process.platform === 'win32')
        spawn(programs.pgCtl, ['kill', 'INT', String(run.pid)], { windowsHide: true, stdio: 'ignore' })
      else if (!ending) run.child.kill('SIGINT')
      await ended
    },
  }
}

// The same test that pg_ctl uses; asking through a connection would need the superuser's password here.
function isReady(cluster: string, pid: number): boolean {
  const file = readPostmasterFile(cluster)
  return file?.ready === true && (file.pid === pid || process.platform === 'win32')
}
