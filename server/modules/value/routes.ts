import * as contract from '@shuke/contract/value/rfm.ts'
import { route } from '../../kernel/http/route.ts'
import { listValueRows } from './analysis/list-value-rows.ts'
import { requestRecalculation } from './analysis/request-recalculation.ts'
import { getPyramid } from './pyramid/get-pyramid.ts'
import { getRfm } from './rfm/get-rfm.ts'

export const routes = [
  route(contract.getRfm, (ctx, { query }) => getRfm(ctx, query)),
  route(contract.getPyramid, (ctx, { query }) => getPyramid(ctx, query)),
  route(contract.listValueRows, (ctx, { query }) => listValueRows(ctx, query)),
  route(contract.createRecalculation, (ctx, { body }) => requestRecalculation(ctx, body)),
]
