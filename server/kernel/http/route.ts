import type { Readable } from 'node:stream'
import type { Endpoint } from '@shuke/contract/shared/endpoint.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { faultOf } from '../fault.ts'
import type { Runtime } from '../runtime.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import type { UploadedFile } from './upload.ts'

/** What a handler gets: the parsed parts of the request. */
export interface RouteInput<P, Q, B> {
  params: P
  query: Q
  body: B
  /** Version from `If-Match`; present where the endpoint requires it. */
  version: number
  /** The received file of an endpoint that consumes one. */
  file: UploadedFile
}

/** The edge of HTTP, for the few handlers that need it (cookies, streams). */
export interface Edge {
  runtime: Runtime
  request: FastifyRequest
  reply: FastifyReply
  /** To be called after the end of a session or key: nobody is believed from memory any more. */
  forgetIdentities(): void
}

export interface Route {
  endpoint: Endpoint
  handle(ctx: Ctx, input: RouteInput<never, never, never>, edge: Edge): Promise<unknown>
}

/**
 * Binds a contract endpoint to its verb. The handler's result is parsed by the endpoint's output schema on the way out, so a column
 * that the contract does not name cannot leave. For `text/csv` and `application/octet-stream` it gives a Readable.
 */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, O extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, O>,
  handle: (ctx: Ctx, input: RouteInput<z.output<P>, z.output<Q>, z.output<B>>, edge: Edge) => Promise<z.input<O> | Readable>,
): Route {
  return { endpoint: endpoint as unknown as Endpoint, handle: handle as unknown as Route['handle'] }
}

/** Binds a `text/event-stream` endpoint: the handler yields events until it returns or the client leaves (`signal`). */
export interface ServerEvent {
  event: string
  data: unknown
}
export function streamRoute<P extends z.ZodType, Q extends z.ZodType>(
  endpoint: Endpoint<P, Q, z.ZodUndefined, z.ZodType>,
  handle: (ctx: Ctx, input: { params: z.output<P>; query: z.output<Q>; signal: AbortSignal }) => AsyncIterable<ServerEvent>,
): Route {
  return {
    endpoint: endpoint as unknown as Endpoint,
    handle: async (ctx, input, { request, reply, runtime }) => {
      const gone = new AbortController()
      request.raw.on('close', () => gone.abort())
      const events = handle(ctx, { ...(input as { params: never; query: never }), signal: gone.signal })[Symbol.asyncIterator]()
      // Once the stream has begun its status is sent: what is refused must be refused before.
      let next = await events.next()
      reply.hijack()
      const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream' } as Record<string, string>
      reply.raw.writeHead(200, headers)
      try {
        while (!next.done) {
          const { event, data } = next.value
          reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
          next = await events.next()
        }
      } catch (error) {
        if (!gone.signal.aborted) runtime.log.error({ requestId: ctx.requestId, fault: faultOf(error) }, 'event stream failed')
      }
      reply.raw.end()
      return reply
    },
  }
}

/** A module's share of the program, given by its `index.ts` and joined in app.ts. */
export interface ServerModule {
  name: string
  routes?: Route[]
  seams?: import('../seams/seams.ts').ModuleSeams
  jobs?: import('../jobs/job.ts').JobDefinition[]
  handlers?: import('../events/outbox.ts').EventHandler[]
  schedules?: import('../jobs/scheduled-job.ts').ScheduledJob[]
}
