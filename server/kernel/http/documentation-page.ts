import type { Endpoint } from '@shuke/contract/shared/endpoint.ts'
import { z } from 'zod'
import { API_PREFIX } from './register-route.ts'

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[char] ?? char)

const shape = (title: string, schema: z.ZodType | undefined, io: 'input' | 'output'): string => {
  if (!schema || schema instanceof z.ZodUndefined) return ''
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Record<string, unknown>
  return `<details><summary>${title}</summary><pre>${escapeHtml(JSON.stringify(json, null, 2))}</pre></details>`
}

const section = (name: string, endpoint: Endpoint): string => `
<section id="${name}">
<h3><code class="method">${endpoint.method}</code> <code>${escapeHtml(API_PREFIX + endpoint.path)}</code></h3>
<p>${escapeHtml(endpoint.summary)} <span class="note">${endpoint.permission === 'public' ? 'public' : escapeHtml(endpoint.permission)}</span></p>
${shape('path', endpoint.params, 'input')}${shape('query', endpoint.query, 'input')}${shape('body', endpoint.body, 'input')}${shape(`answer ${endpoint.status ?? 200}`, endpoint.output, 'output')}
</section>`

const STYLE = `body{font:15px/1.6 system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1f2421;background:#faf8f4;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{line-height:1.3}section{background:#fff;border-radius:6px;padding:.5rem 1rem;margin:.75rem 0}.method{color:#1f7a5c;font-weight:600}.note{color:#6b716d}
pre{overflow:auto;background:#faf8f4;padding:.75rem;font-size:13px}a{color:#1f7a5c}
@media (prefers-color-scheme:dark){body{color:#ecefec;background:#141615}section{background:#1b1d1c}pre{background:#141615}.method,a{color:#4fb592}.note{color:#9ba39e}}`

/** The contract as a readable page, grouped by the noun of the path; no script needed. */
export function documentationPage(catalogue: Readonly<Record<string, Endpoint>>, version: string): string {
  const groups = new Map<string, string[]>()
  for (const [name, endpoint] of Object.entries(catalogue)) {
    const noun = endpoint.path.split('/')[1] ?? ''
    groups.set(noun, [...(groups.get(noun) ?? []), section(name, endpoint)])
  }
  const body = [...groups].map(([noun, sections]) => `<h2 id="${noun}">${escapeHtml(noun)}</h2>${sections.join('')}`).join('')
  const index = [...groups.keys()].map((noun) => `<a href="#${noun}">${escapeHtml(noun)}</a>`).join(' · ')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Shuke API</title><link rel="stylesheet" href="/api/docs/style.css"></head>
<body><h1>Shuke 熟客 API ${escapeHtml(version)}</h1><p>Send an API key as <code>Authorization: Bearer shk_…</code>. Lists page by <code>cursor</code>; errors are RFC 9457 problems; POST honours <code>Idempotency-Key</code>;
PATCH needs <code>If-Match</code>. Machine-readable: <a href="${API_PREFIX}/openapi.json">openapi.json</a>.</p><p>${index}</p>${body}</body></html>`
}
documentationPage.style = STYLE
