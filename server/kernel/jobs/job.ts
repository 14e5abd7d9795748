import type { Ctx } from '../tenancy/ctx.ts'

export interface JobProgress {
  done: number
  total?: number | null
  counts?: Record<string, number>
}

/** What a running job can say and ask. */
export interface JobHandle {
  id: string
  /** Stored at most a few times a second; also a heartbeat. Throws JobCancelled when the user asked to stop. */
  report(progress: JobProgress): Promise<void>
  signal: AbortSignal
}

export class JobCancelled extends Error {
  override name = 'JobCancelled'
}

/** A kind of long work. `run` may be called again after a crash with the same input: it must go on where it stopped. */
export interface JobDefinition<Input = Record<string, unknown>> {
  kind: string
  run(ctx: Ctx, job: JobHandle, input: Input): Promise<Record<string, unknown>>
}
