import autocannon from 'autocannon'
import { cpuSeconds } from './processes.ts'

export interface Asked {
  method: 'GET' | 'POST' | 'PATCH'
  path: string
  headers?: Record<string, string>
  body?: unknown
}

export interface Measured {
  requests: number
  /** CPU milliseconds a request: of the server and of its database together, and of the database alone. */
  cpu: number
  database: number
  /** Wall milliseconds a request, as a client saw it (median). */
  latency: number
}

const CONNECTIONS = 16

/** Sends made-up requests over 16 connections. @throws Error when any answer is not a success */
export async function sendRequests(
  url: string,
  next: () => Asked,
  pids: { server: number; database: number },
  options: { amount: number; headers: Record<string, string> },
): Promise<Measured> {
  let refusal = ''
  const before = [cpuSeconds([pids.server]), cpuSeconds([pids.database])] as const
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    amount: options.amount,
    requests: [
      {
        onResponse(status, text) {
          if (status >= 300) refusal = text
        },
        setupRequest(request) {
          const { method, path, headers, body } = next()
          return {
            ...request,
            method,
            path,
            headers: { ...options.headers, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
            body: body === undefined ? '' : JSON.stringify(body),
          }
        },
      },
    ],
  })
  const server = cpuSeconds([pids.server]) - before[0]
  const database = cpuSeconds([pids.database]) - before[1]
  const requests = result['2xx']
  if (result.non2xx > 0 || result.errors > 0 || requests === 0)
    throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} failed of ${requests + result.non2xx}: ${refusal}`)
  const each = (seconds: number) => (seconds * 1000) / requests
  return { requests, cpu: each(server + database), database: each(database), latency: result.latency.p50 }
}
