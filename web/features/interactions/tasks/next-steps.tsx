import PlusOutlined from '@ant-design/icons/es/icons/PlusOutlined'
import { getNextSteps } from '@shuke/contract/interactions/today.ts'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api/call.ts'
import { useShortcuts } from '../../../lib/keyboard/use-shortcuts.ts'
import { useCan } from '../../../lib/session/session.ts'
import { Card } from '../../../ui/page/card.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import css from './follow-ups.module.css'
import { ItemRow } from './item-row.tsx'

const QuickAdd = lazy(() => import('./quick-add.tsx').then((module) => ({ default: module.QuickAdd })))

/** 下一步 on the customer's page: everybody's open tasks, promises and the coming birthday, and a way to add one. */
export function NextSteps({ customer }: { customer: { id: string; name: string } }) {
  const { t } = useTranslation()
  const can = useCan()
  const [isAdding, setAdding] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['today', 'items', 'customer', customer.id],
    queryFn: ({ signal }) => call(getNextSteps, { params: { customerId: customer.id }, signal }),
    enabled: can('tasks.read'),
  })
  const add = can('tasks.create') ? () => setAdding(true) : undefined
  useShortcuts({ t: add })
  if (!can('tasks.read')) return null
  return (
    <Card
      title={t('today.next')}
      extra={
        add && (
          <Button size="small" icon={<PlusOutlined aria-hidden="true" />} onClick={add}>
            {t('today.add.open')}
          </Button>
        )
      }
    >
      {error && <ErrorState error={error} onRetry={() => refetch()} />}
      {!data && !error && <SkeletonRows rows={2} height={52} />}
      {data?.items.length === 0 && <p className={css.quiet}>{t('today.nothingNext')}</p>}
      {data && (
        <ul className={`${css.list} ${css.panelItem}`}>
          {data.items.map((item) => (
            <ItemRow key={`${item.source} ${item.id}`} item={item} today={data.today} withCustomer={false} withAssignee />
          ))}
        </ul>
      )}
      <Suspense>
        {isAdding && data && <QuickAdd today={data.today} customer={customer} onClose={() => setAdding(false)} />}
      </Suspense>
    </Card>
  )
}
