import type { Order } from '@shuke/contract/interactions/purchases.ts'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import { Mark } from '../../../ui/parts/mark.tsx'
import css from '../records.module.css'
import { useCustomerOrders } from './use-customer-orders.ts'

const COUNTED: readonly Order['kind'][] = ['sale', 'consumption']

/** A customer's orders as a ledger: exact money, what was done by whom, how it was paid. */
export function OrderList({ customerId }: { customerId: string }) {
  const { t } = useTranslation()
  const list = useCustomerOrders(customerId)
  if (list.error) return <ErrorState error={list.error} onRetry={() => list.refetch()} />
  if (list.isPending) return <SkeletonRows rows={5} height={60} />
  if (list.orders.length === 0)
    return <EmptyState title={t('interactions.orders.empty')} hint={t('interactions.orders.emptyHint')} />
  return (
    <>
      <ul>
        {list.orders.map((order) => (
          <OrderLine key={order.id} order={order} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button block type="text" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('interactions.more')}
        </Button>
      )}
    </>
  )
}

function OrderLine({ order }: { order: Order }) {
  const { t } = useTranslation()
  const format = useFormats()
  const items = order.items.map((item) =>
    item.quantity === 1 ? item.name : t('interactions.orders.item', { name: item.name, quantity: format.count(item.quantity) }),
  )
  const performers = order.performers.map((one) =>
    one.requested ? t('interactions.orders.requested', { name: one.name }) : one.name,
  )
  const payments = order.payments.map((one) =>
    t('interactions.orders.payment', { method: one.method, amount: format.money(one.amount) }),
  )
  const facts = [...performers, ...payments, order.note, t('interactions.orders.number', { orderNo: order.orderNo })].filter(
    Boolean,
  )
  return (
    <li className={css.order}>
      <time dateTime={order.businessDay} className={css.when}>
        {format.day(order.businessDay)}
      </time>
      <div className={css.what}>
        <div>
          {items.length > 0 ? items.join(t('interactions.orders.and')) : t('interactions.orders.noItems')}{' '}
          {!COUNTED.includes(order.kind) && <Mark>{t(`interactions.orders.kinds.${order.kind}`)}</Mark>}
        </div>
        <div className={css.quiet}>{facts.join(' · ')}</div>
      </div>
      <strong className={css.amount}>{format.money(order.amount)}</strong>
    </li>
  )
}
