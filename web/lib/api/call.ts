import type { BodyInput, Endpoint, Output, ParamsInput, QueryInput } from '@shuke/contract/shared/endpoint.ts'
import { ApiProblem, problemOf } from './api-problem.ts'
import { noteVersion } from './version-watch.ts'

type Given<Name extends string, Value> = [Value] extends [undefined]
  ? { [K in Name]?: undefined }
  : Record<string, never> extends Value
    ? { [K in Name]?: Value }
    : { [K in Name]: Value }

/** What an endpoint needs: exactly the parts its contract names. */
export type CallOptions<E extends Endpoint> = Given<'params', ParamsInput<E>> &
  Given<'query', QueryInput<E>> &
  Given<'body', BodyInput<E>> & {
    /** Version that was read; becomes `If-Match: "v7"`. */
    ifMatch?: number
    idempotencyKey?: string
    /** The bytes of an upload, for endpoints that consume a file. */
    file?: Blob
    signal?: AbortSignal
  }
type Arguments<E extends Endpoint> =
  Record<string, never> extends CallOptions<E> ? [options?: CallOptions<E>] : [options: CallOptions<E>]

/** Said with every request: the org this tab shows (guards against two tabs in two orgs) and the reader's language. */
export const speaker: { org?: string; locale: string } = { locale: 'zh-CN' }

/** Address of an endpoint with its parameters filled in, for calls and for download links. */
export function addressOf(endpoint: Endpoint, params: object = {}, query: object = {}): string {
  const values = params as Record<string, unknown>
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value))
  return `/api/v1${path}${search.size > 0 ? `?${search}` : ''}`
}

/**
 * Calls an endpoint of the contract.
 * @throws ApiProblem with the server's code, text and field errors; `offline` when no answer came
 */
export async function call<E extends Endpoint>(endpoint: E, ...[given]: Arguments<E>): Promise<Output<E>> {
  const options = (given ?? {}) as { params?: object; query?: object; body?: unknown } & CallOptions<Endpoint>
  const headers = new Headers({ accept: endpoint.produces ?? 'application/json', 'accept-language': speaker.locale })
  if (speaker.org) headers.set('shuke-org', speaker.org)
  if (options.ifMatch !== undefined) headers.set('if-match', `"v${options.ifMatch}"`)
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey)
  if (options.file) headers.set('content-type', 'application/octet-stream')
  else if (options.body !== undefined) headers.set('content-type', 'application/json')

  const response = await fetch(addressOf(endpoint, options.params, options.query), {
    method: endpoint.method,
    headers,
    body: options.file ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
    signal: options.signal,
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error
    throw new ApiProblem({ code: 'offline' })
  })
  noteVersion(response.headers.get('shuke-version'))
  if (!response.ok) throw await problemOf(response)
  if (response.status === 204) return undefined as Output<E>
  if (endpoint.produces === 'text/csv') return (await response.text()) as Output<E>
  return (await response.json()) as Output<E>
}
