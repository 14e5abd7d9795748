import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Instant, text, Uuid } from '../shared/ids.ts'
import { Permission } from '../shared/permissions.ts'

export const ApiKey = z.object({
  id: Uuid,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(Permission),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
})
export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api-keys',
  summary: 'API keys of the org',
  permission: 'api_keys.manage',
  output: z.object({ data: z.array(ApiKey) }),
})
/** The key itself is shown once, here. Without scopes the key may do what its maker may. */
export const createApiKey = endpoint({
  method: 'POST',
  path: '/api-keys',
  summary: 'Make an API key',
  permission: 'api_keys.manage',
  status: 201,
  keepReply: false,
  body: z.strictObject({ name: text(100), scopes: z.array(Permission).min(1).optional(), expiresAt: Instant.optional() }),
  output: ApiKey.extend({ key: z.string() }),
})
export const revokeApiKey = endpoint({
  method: 'POST',
  path: '/api-keys/{apiKeyId}/revoke',
  summary: 'End an API key',
  permission: 'api_keys.manage',
  params: z.object({ apiKeyId: Uuid }),
  output: ApiKey,
})
