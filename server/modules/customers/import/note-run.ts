import { AppError } from '../../../kernel/errors.ts'
import type { ImportOptions } from '../../../kernel/seams/import-kind.ts'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant.ts'
import { allStores } from '../../team/index.ts'
import * as q from './queries.ts'

/** A file to be imported, as it was asked for. */
export interface NewImport {
  kind: string
  fileName: string
  dryRun: boolean
  options: ImportOptions
  /** Name or code of the store for rows that name none, instead of its id. */
  storeName?: string | undefined
}
export interface KeptFile {
  key: string
  sha256: Buffer
  bytes: number
}

/** Options in one form, so that the same wish is recognised again. */
export const storedOptions = (options: ImportOptions): string =>
  JSON.stringify({
    anonymousBucket: options.anonymousBucket,
    ...(options.key && { key: options.key }),
    ...(options.mapping && Object.keys(options.mapping).length > 0 && { mapping: options.mapping }),
    ...(options.storeId && { storeId: options.storeId }),
    ...(options.batchRows && { batchRows: options.batchRows }),
  })

/** The options with the store in them; importers of one store import into that one. @throws AppError unknown_reference */
export async function checkStore(tx: TenantRead, rows: Rows, { options, storeName }: NewImport): Promise<ImportOptions> {
  const stores = await allStores(tx)
  const named = storeName === undefined ? undefined : stores.find((store) => store.name === storeName || store.code === storeName)
  const storeId = named?.id ?? options.storeId ?? (rows.kind === 'store' ? rows.storeIds[0] : undefined)
  const isKnown = stores.some((store) => store.id === storeId) && (rows.kind !== 'store' || rows.storeIds.includes(storeId!))
  if ((storeName !== undefined && !named) || (storeId !== undefined && !isKnown))
    throw new AppError('unknown_reference', { field: 'storeId', what: { zh: '门店', en: 'store' } })
  return { ...options, ...(storeId !== undefined && { storeId }) }
}

/** Notes a run beside the job that will carry it out. */
export async function noteRun(
  tx: TenantTx,
  ctx: Ctx,
  run: NewImport & { id: string; jobId: string; file: KeptFile },
): Promise<void> {
  await q.insertRun(tx, {
    id: run.id,
    job_id: run.jobId,
    revert_job_id: null,
    kind: run.kind,
    file_name: run.fileName,
    storage_key: run.file.key,
    file_hash: run.file.sha256,
    file_bytes: run.file.bytes,
    options: storedOptions(run.options),
    dry_run: run.dryRun,
    encoding: null,
    delimiter: null,
    started_by: ctx.actor.id,
    created_at: ctx.clock.now(),
    finished_at: null,
    reverted_at: null,
  })
}
