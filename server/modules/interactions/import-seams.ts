import type { ImportKind } from '../../kernel/seams/import-kind.ts'
import { ordersKind } from './purchases/import-orders.ts'

/** What files may bring: orders, lines of orders, visits. */
export const importKinds: ImportKind[] = [ordersKind]
