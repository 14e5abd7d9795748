import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { AppError } from '../errors.ts'

const DIST = fileURLToPath(new URL('../../../web/dist/', import.meta.url))
const NONCE_MARK = '__CSP_NONCE__'
const ONE_YEAR_SECONDS = 31_536_000

/** Only our own files and, for antd's styles, this page's nonce. */
const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Style attributes, which antd and echarts set on elements; they cannot load or run anything.
    "style-src-attr 'unsafe-inline'",
  ].join('; ')

/** Serves the built web app: hashed assets for a year, every other path the page itself with a nonce of its own. */
export async function serveWebApp(app: FastifyInstance): Promise<void> {
  let page: { text: string; mtimeMs: number } | undefined
  const readPage = async () => {
    const file = `${DIST}index.html`
    const { mtimeMs } = await stat(file)
    if (page?.mtimeMs !== mtimeMs) page = { text: await readFile(file, 'utf8'), mtimeMs }
    return page.text
  }
  const sendPage = async (reply: FastifyReply) => {
    let text: string
    try {
      text = await readPage()
    } catch {
      throw new AppError('not_ready', {
        reason: { zh: '网页还没有构建,请用 npm start 启动。', en: 'the web app is not built: start with npm start.' },
      })
    }
    const nonce = randomBytes(16).toString('base64')
    return reply
      .header('content-security-policy', contentSecurityPolicy(nonce))
      .header('permissions-policy', 'geolocation=(), payment=(), usb=()')
      .type('text/html; charset=utf-8')
      .send(text.replaceAll(NONCE_MARK, nonce))
  }
  // The static files would answer these two themselves: the first as a folder, the second without a nonce.
  for (const path of ['/', '/index.html']) app.get(path, async (_request, reply) => sendPage(reply))
  await app.register(staticFiles, {
    root: DIST,
    index: false,
    wildcard: true,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? `public, max-age=${ONE_YEAR_SECONDS}, immutable` : 'no-cache')
    },
  })
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/')
    if (!wantsPage) throw new AppError('not_found', { what: { zh: '这个地址', en: 'address' } })
    return sendPage(reply)
  })
}
