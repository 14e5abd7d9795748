import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Instant, text, Uuid } from '../shared/ids.ts'
import { PageQuery, pageOf } from '../shared/paging.ts'

export const IMPORT_KINDS = ['customers', 'orders', 'order-lines', 'visits'] as const
export const ImportKindName = z.enum(IMPORT_KINDS)

/** The body of the command line's `--json`; rows = created + updated + unchanged + refused. */
export const ImportSummary = z.object({
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  warnings: z.int(),
  customersCreated: z.int(),
  seconds: z.number(),
  errorsFile: z.string().nullable(),
})
export type ImportSummary = z.infer<typeof ImportSummary>

export const ImportRun = z.object({
  id: Uuid,
  jobId: Uuid,
  kind: ImportKindName,
  fileName: z.string(),
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'reverting', 'reverted']),
  dryRun: z.boolean(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  columns: z.array(z.object({ header: z.string(), column: z.string().nullable() })),
  summary: ImportSummary.nullable(),
  /** The first faults; all of them are in the error file. */
  faults: z.array(
    z.object({
      row: z.int(),
      column: z.string().nullable(),
      code: z.string(),
      reason: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
})
export type ImportRun = z.infer<typeof ImportRun>

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const ById = z.object({ importId: Uuid })
export const createImport = endpoint({
  method: 'POST',
  path: '/imports',
  summary: 'Upload a file (raw body) and import it in the background',
  permission: 'customers.import',
  status: 202,
  consumes: 'file',
  query: z.object({
    kind: ImportKindName,
    fileName: text(200).default('upload.csv'),
    dryRun: flag.default(false),
    key: z.enum(['customerNo', 'phone', 'email']).optional(),
    anonymousBucket: flag.default(false),
    storeId: Uuid.optional(),
    /** JSON object: header → column name, where recognition is overruled. */
    mapping: z.string().max(20_000).optional(),
  }),
  output: ImportRun,
})
export const listImports = endpoint({
  method: 'GET',
  path: '/imports',
  summary: 'Imports, newest first',
  permission: 'customers.import',
  query: PageQuery,
  output: pageOf(ImportRun),
})
export const getImport = endpoint({
  method: 'GET',
  path: '/imports/{importId}',
  summary: 'One import with its summary and first faults',
  permission: 'customers.import',
  params: ById,
  output: ImportRun,
})
export const getImportErrors = endpoint({
  method: 'GET',
  path: '/imports/{importId}/errors',
  summary: 'Refused and warned rows: the original columns plus the reason (CSV)',
  permission: 'customers.import',
  params: ById,
  output: z.string(),
  produces: 'text/csv',
})
export const revertImport = endpoint({
  method: 'POST',
  path: '/imports/{importId}/revert',
  summary: 'Put back everything an import changed',
  permission: 'customers.import',
  status: 202,
  params: ById,
  output: ImportRun,
})
