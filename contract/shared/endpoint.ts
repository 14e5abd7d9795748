import type { z } from 'zod'
import type { Permission } from './permissions.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/**
 * One promise between server and client. Routes, the typed client, OpenAPI, the rights matrix and the tests of malformed
 * input are all made from these, so an endpoint that is not written here does not exist.
 */
export interface Endpoint<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  method: Method
  /** Below `/api/v1`, parameters in braces: `/customers/{customerId}`. */
  path: `/${string}`
  summary: string
  /** `public`: no session needed; `signed_in`: any member of the org. */
  permission: Permission | 'public' | 'signed_in'
  params?: P
  query?: Q
  body?: B
  output: O
  status?: 200 | 201 | 202 | 204 | 207
  /** What the answer is when it is not JSON. */
  produces?: 'application/json' | 'text/csv' | 'text/event-stream' | 'application/octet-stream'
  /** `file`: the body is the raw bytes of one file, streamed; its description is in the query. */
  consumes?: 'application/json' | 'file'
  /** A request without a body means the same as an empty object. */
  bodyOptional?: true
  /** PATCH and DELETE of a single resource: the `If-Match` header must name the version that was read. */
  ifMatch?: boolean
  /** Answers that are never kept for a repeated Idempotency-Key (sign-in, keys, reveal). */
  keepReply?: false
  /** This POST only reads (a search whose words must not stand in a URL). */
  safe?: true
}

/** Declares an endpoint; only there to infer its types. */
export function endpoint<
  O extends z.ZodType,
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
>(definition: Endpoint<P, Q, B, O>): Endpoint<P, Q, B, O> {
  return definition
}

export type Contract = Record<string, Endpoint>
export type Output<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer O> ? z.output<O> : never
export type BodyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never
export type BodyInput<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.input<B> : never
export type QueryInput<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.input<Q> : never
export type ParamsInput<E> = E extends Endpoint<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.input<P> : never
