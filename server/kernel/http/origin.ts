import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])
const hostnameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase()

/** Refuses names that are not ours, so that a foreign name pointed at this address (DNS rebinding) gets nothing. */
export function checkHost(request: FastifyRequest, allowed: readonly string[]): void {
  const host = hostnameOf(request.headers.host ?? '')
  if (!LOOPBACK.has(host) && !allowed.includes(host)) throw new AppError('host_not_allowed')
}

/**
 * Cross-site request forgery: browsers say where an unsafe request comes from in `Sec-Fetch-Site` and `Origin`; a cookie is
 * only believed when both are absent (not a browser) or ours. Together with SameSite=Lax no token is needed.
 */
export function checkSameOrigin(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site')
  const { origin } = request.headers
  if (origin === undefined) return
  let host: string
  try {
    host = new URL(origin).host
  } catch {
    throw new AppError('cross_site')
  }
  if (host !== request.headers.host) throw new AppError('cross_site')
}
