import * as purchases from '@shuke/contract/interactions/purchases.ts'
import * as timeline from '@shuke/contract/interactions/timeline.ts'
import { route } from '../../kernel/http/route.ts'
import { createOrder } from './purchases/create-order.ts'
import { getOrder, listCustomerOrders } from './purchases/list-orders.ts'
import { listInteractions } from './timeline/list-interactions.ts'
import { noteInteraction } from './timeline/note-interaction.ts'

export const routes = [
  route(purchases.createOrder, (ctx, { body }) => createOrder(ctx, body)),
  route(purchases.getOrder, (ctx, { params }) => getOrder(ctx, params.orderId)),
  route(purchases.listCustomerOrders, (ctx, { params, query }) => listCustomerOrders(ctx, params.customerId, query)),
  route(timeline.listInteractions, (ctx, { params, query }) => listInteractions(ctx, params.customerId, query)),
  route(timeline.createInteraction, (ctx, { params, body }) => noteInteraction(ctx, params.customerId, body)),
]
