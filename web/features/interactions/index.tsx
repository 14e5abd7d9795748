export { OrderList } from './purchases/order-list.tsx'
export { useCustomerOrders } from './purchases/use-customer-orders.ts'
export { usualItems } from './purchases/usual-items.ts'
export { Timeline } from './timeline/timeline.tsx'
