import * as contract from '@shuke/contract/customers/import.ts'
import { z } from 'zod'
import { AppError } from '../../../kernel/errors.ts'
import { route } from '../../../kernel/http/route.ts'
import { openErrorFile } from './errors/error-file.ts'
import { getImport, listImports } from './get-import.ts'
import { presentImport } from './present.ts'
import { requestImport } from './request-import.ts'
import { requestRevert } from './request-revert.ts'

const Mapping = z.record(z.string(), z.string().nullable())

/** The mapping comes as JSON text in the query. @throws AppError invalid */
function mappingFrom(text: string | undefined): Record<string, string | null> | undefined {
  if (text === undefined) return undefined
  try {
    return Mapping.parse(JSON.parse(text))
  } catch {
    const reason = { zh: '应为 JSON 对象:{"表头":"字段"}。', en: 'a JSON object: {"header":"column"}.' }
    throw new AppError('invalid', {}, [{ pointer: 'query/mapping', code: 'broken', data: { reason } }])
  }
}

export const importRoutes = [
  route(contract.createImport, async (ctx, { query, file }) => {
    const { kind, fileName, dryRun, key, anonymousBucket, storeId } = query
    const options = { key, anonymousBucket, storeId, mapping: mappingFrom(query.mapping) }
    return presentImport(await requestImport(ctx, file, { kind, fileName, dryRun, options }))
  }),
  route(contract.listImports, async (ctx, { query }) => {
    const { rows, nextCursor } = await listImports(ctx, query)
    return { data: rows.map((run) => presentImport({ run, faults: [] })), page: { nextCursor, total: null } }
  }),
  route(contract.getImport, async (ctx, { params }) => presentImport(await getImport(ctx, params.importId))),
  route(contract.getImportErrors, (ctx, { params }) => openErrorFile(ctx, params.importId)),
  route(contract.revertImport, async (ctx, { params }) => presentImport(await requestRevert(ctx, params.importId))),
]
