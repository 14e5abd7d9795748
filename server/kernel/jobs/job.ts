import type { Ctx } from '../tenancy/ctx.ts'

export interface JobProgress {
  done: number
  total?: number | null
  counts?: Record<string, number>
}

/** What a running job can say and ask. */
export interface JobHandle {
  id: string
  /**
   * Stored at most a few times a second; also a heartbeat.
   * @throws JobCancelled when the user asked to stop, JobInterrupted when the program stops: let both pass.
   */
  report(progress: JobProgress): Promise<void>
  /** Aborted with the same two reasons, for work that waits without reporting. */
  signal: AbortSignal
}

/** The user asked to stop: the run ends here, what it did stays. */
export class JobCancelled extends Error {
  override name = 'JobCancelled'
}

/** The program stops, or another process holds the run now: the run goes on later with the same input. */
export class JobInterrupted extends Error {
  override name = 'JobInterrupted'
}

/**
 * A kind of long work. `run` may be called again after a crash with the same input: it must go on where it stopped.
 * Its result and its progress hold ids, codes and figures, never personal data.
 */
export interface JobDefinition<Input = Record<string, unknown>> {
  kind: string
  run(ctx: Ctx, job: JobHandle, input: Input): Promise<Record<string, unknown>>
}
