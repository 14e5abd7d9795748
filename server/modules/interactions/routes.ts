import * as promises from '@shuke/contract/interactions/promises.ts'
import * as purchases from '@shuke/contract/interactions/purchases.ts'
import * as tasks from '@shuke/contract/interactions/tasks.ts'
import * as timeline from '@shuke/contract/interactions/timeline.ts'
import * as today from '@shuke/contract/interactions/today.ts'
import { route } from '../../kernel/http/route.ts'
import { breakPromise, cancelPromise, keepPromise } from './promises/close-promise.ts'
import { createPromise } from './promises/create-promise.ts'
import { getPromise, listPromises } from './promises/list-promises.ts'
import { createOrder } from './purchases/create-order.ts'
import { getOrder, listCustomerOrders } from './purchases/list-orders.ts'
import { cancelTask } from './tasks/cancel-task.ts'
import { createTask } from './tasks/create-task.ts'
import { getTask, listColleagues, listTasks } from './tasks/list-tasks.ts'
import { updateTask } from './tasks/update-task.ts'
import { listInteractions } from './timeline/list-interactions.ts'
import { noteInteraction } from './timeline/note-interaction.ts'
import { finishItem, passOnItem, postponeItem, undoItem } from './today/act-on-item.ts'
import { getTeamToday } from './today/get-team-today.ts'
import { getNextSteps, getToday } from './today/get-today.ts'

export const routes = [
  route(purchases.createOrder, (ctx, { body }) => createOrder(ctx, body)),
  route(purchases.getOrder, (ctx, { params }) => getOrder(ctx, params.orderId)),
  route(purchases.listCustomerOrders, (ctx, { params, query }) => listCustomerOrders(ctx, params.customerId, query)),
  route(timeline.listInteractions, (ctx, { params, query }) => listInteractions(ctx, params.customerId, query)),
  route(timeline.createInteraction, (ctx, { params, body }) => noteInteraction(ctx, params.customerId, body)),
  route(tasks.createTask, (ctx, { body }) => createTask(ctx, body)),
  route(tasks.listTasks, (ctx, { query }) => listTasks(ctx, query)),
  route(tasks.getTask, (ctx, { params }) => getTask(ctx, params.taskId)),
  route(tasks.updateTask, (ctx, { params, version, body }) => updateTask(ctx, params.taskId, version, body)),
  route(tasks.cancelTask, (ctx, { params }) => cancelTask(ctx, params.taskId)),
  route(tasks.listColleagues, (ctx) => listColleagues(ctx)),
  route(promises.createPromise, (ctx, { body }) => createPromise(ctx, body)),
  route(promises.listPromises, (ctx, { query }) => listPromises(ctx, query)),
  route(promises.getPromise, (ctx, { params }) => getPromise(ctx, params.promiseId)),
  route(promises.keepPromise, (ctx, { params, body }) => keepPromise(ctx, params.promiseId, body)),
  route(promises.breakPromise, (ctx, { params, body }) => breakPromise(ctx, params.promiseId, body)),
  route(promises.cancelPromise, (ctx, { params }) => cancelPromise(ctx, params.promiseId)),
  route(today.getToday, (ctx, { query }) => getToday(ctx, query)),
  route(today.getTeamToday, (ctx) => getTeamToday(ctx)),
  route(today.getNextSteps, (ctx, { params }) => getNextSteps(ctx, params.customerId)),
  route(today.finishItem, (ctx, { params, body }) => finishItem(ctx, params, body)),
  route(today.postponeItem, (ctx, { params, body }) => postponeItem(ctx, params, body)),
  route(today.passOnItem, (ctx, { params, body }) => passOnItem(ctx, params, body)),
  route(today.undoItem, (ctx, { params }) => undoItem(ctx, params)),
]
