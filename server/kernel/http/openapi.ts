import type { Endpoint } from '@shuke/contract/shared/endpoint.ts'
import { ERRORS, Problem } from '@shuke/contract/shared/errors.ts'
import { z } from 'zod'
import { API_PREFIX } from './register-route.ts'

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Record<
    string,
    unknown
  >
  return rest
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): unknown[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, unknown>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

const header = (name: string, description: string, required = false) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
})

function operationOf(name: string, endpoint: Endpoint): Record<string, unknown> {
  const status = endpoint.status ?? 200
  const produces = endpoint.produces ?? 'application/json'
  const content =
    status === 204
      ? {}
      : {
          content: {
            [produces]: { schema: produces === 'application/json' ? schemaOf(endpoint.output, 'output') : { type: 'string' } },
          },
        }
  const headers = [
    ...(endpoint.ifMatch ? [header('If-Match', 'ETag of the version that was read', true)] : []),
    ...(endpoint.method === 'POST' && endpoint.keepReply !== false && !endpoint.safe
      ? [header('Idempotency-Key', 'Same key and body: same answer')]
      : []),
  ]
  const body =
    endpoint.consumes === 'file'
      ? {
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        }
      : endpoint.body
        ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } } }
        : {}
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [endpoint.path.split('/')[1]],
    ...(endpoint.permission === 'public' ? { security: [] } : { description: `Permission: \`${endpoint.permission}\`` }),
    parameters: [...parametersOf(endpoint.params, 'path'), ...parametersOf(endpoint.query, 'query'), ...headers],
    ...body,
    responses: { [status]: { description: endpoint.summary, ...content }, default: { $ref: '#/components/responses/Problem' } },
  }
}

/** The OpenAPI 3.1 document of the whole contract. */
export function openApiDocument(catalogue: Readonly<Record<string, Endpoint>>, version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, endpoint] of Object.entries(catalogue)) {
    const path = API_PREFIX + endpoint.path
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(name, endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Shuke 熟客',
      version,
      description: 'Everything the screens do, a program can do, with the same rights and the same numbers.',
    },
    servers: [{ url: '/' }],
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'API key (`shk_…`)' },
        session: { type: 'apiKey', in: 'cookie', name: 'shuke_session' },
      },
      responses: {
        Problem: {
          description: `RFC 9457 problem; codes: ${Object.keys(ERRORS).join(', ')}`,
          content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } },
        },
      },
    },
  }
}
