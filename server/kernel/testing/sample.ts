import { z } from 'zod'

interface JsonSchema {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minItems?: number
  format?: string
  pattern?: string
  minLength?: number
  minimum?: number
  $ref?: string
}

const FORMATS: Record<string, string> = {
  uuid: '01920000-0000-7000-8000-000000000000',
  date: '2026-01-31',
  'date-time': '2026-01-31T08:00:00Z',
  time: '08:00',
}

/** A value that fits a JSON schema, as small as can be. */
function sampleOfJson(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema.allOf?.[0]
  if (choice) return sampleOfJson(choice)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, sampleOfJson(property)]))
    case 'array':
      return schema.items ? [sampleOfJson(schema.items)] : []
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      if (schema.format && FORMATS[schema.format]) return FORMATS[schema.format]
      if (schema.pattern === '^[A-Z]{3}$') return 'CNY'
      return 'a'.repeat(Math.max(schema.minLength ?? 1, 1))
  }
}

/** A value with every field of a zod schema's input filled, to be spoilt one field at a time. */
export const sampleOf = (schema: z.ZodType): unknown =>
  sampleOfJson(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema)

/** What clients send when they mean harm or are broken. */
export const BAD_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  '',
  ' ',
  'x'.repeat(20_000),
  'a\u0000b',
  '\ud800',
  '2026-02-30',
  '2026-13-01T25:00:00Z',
  "'; drop table customers; --",
  '<script>alert(1)</script>',
  '../../etc/passwd',
  [],
  [null],
  {},
  { __proto__: 1 },
  Array.from({ length: 300 }, () => 'x'),
  2 ** 53 + 2,
  '９９',
  '\u202e',
]

/** Every copy of `value` with one field (at any depth) replaced by each bad value, or left out. */
export function* spoilt(value: unknown, bad: readonly unknown[] = BAD_VALUES): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) for (const worse of spoilt(item, bad)) yield value.with(index, worse)
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, field] of Object.entries(value)) {
      for (const replacement of bad) yield { ...value, [name]: replacement }
      const { [name]: _, ...without } = value as Record<string, unknown>
      yield without
      for (const worse of spoilt(field, bad)) yield { ...value, [name]: worse }
    }
    yield { ...value, unknownField: 1 }
  }
}
