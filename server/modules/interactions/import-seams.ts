import type { ImportKind } from '../../kernel/seams/import-kind.ts'
import { orderLinesKind } from './order-lines/import-order-lines.ts'
import { ordersKind } from './purchases/import-orders.ts'
import { visitsKind } from './visits/import-visits.ts'

/** What files may bring of what happened. */
export const importKinds: ImportKind[] = [ordersKind, orderLinesKind, visitsKind]
