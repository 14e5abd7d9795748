import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../../lib/api/api-problem.ts'
import { useShortcuts } from '../../../lib/keyboard/use-shortcuts.ts'
import { useCan } from '../../../lib/session/session.ts'
import { Card } from '../../../ui/page/card.tsx'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import { NextSteps, OrderList, Timeline } from '../../interactions/index.tsx'
import { nameOf } from '../parts/customer-name.tsx'
import { CustomerHeader } from './customer-header.tsx'
import css from './page.module.css'
import { PurchaseFigures } from './purchase-figures.tsx'
import { customerQuery } from './use-customer.ts'
import { WhoAndWhy } from './who-and-why.tsx'

const EditCustomerSheet = lazy(() =>
  import('./edit-customer-sheet.tsx').then((module) => ({ default: module.EditCustomerSheet })),
)
const route = getRouteApi('/shell/customers/$customerId')

/** One customer whole: who and why on the left, what happened in the middle, the figures on the right. */
export function CustomerPage() {
  const { t } = useTranslation()
  const { customerId } = route.useParams()
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const router = useRouter()
  const can = useCan()
  const composer = useRef<HTMLTextAreaElement>(null)
  const [isEditing, setEditing] = useState(false)
  const { data: customer, error, refetch } = useQuery(customerQuery(customerId))
  const edit = can('customers.update') ? () => setEditing(true) : undefined
  const note = can('interactions.create')
    ? () => {
        navigate({ search: {}, replace: true })
        // The tab must be there before its field can have the focus.
        requestAnimationFrame(() => composer.current?.focus())
      }
    : undefined
  const back = () => (router.history.canGoBack() ? router.history.back() : navigate({ to: '/customers' }))
  useShortcuts({ e: edit, c: note, Escape: back })

  if (error instanceof ApiProblem && error.status === 404)
    return <EmptyState title={t('customers.page.gone')} hint={t('customers.page.goneHint')} />
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />
  if (!customer) return <SkeletonRows rows={8} />
  return (
    <div className={css.page}>
      <CustomerHeader customer={customer} onEdit={edit} onNote={note} />
      <div className={css.columns}>
        <Card title={t('customers.page.who')} className={css.who}>
          <WhoAndWhy customer={customer} onFill={edit} />
        </Card>
        <Card className={css.story}>
          <Tabs
            activeKey={tab ?? 'timeline'}
            onChange={(key) => navigate({ search: key === 'orders' ? { tab: 'orders' } : {}, replace: true })}
            items={[
              {
                key: 'timeline',
                label: t('customers.page.timeline'),
                children: <Timeline customerId={customerId} inputRef={composer} />,
              },
              { key: 'orders', label: t('customers.page.orders'), children: <OrderList customerId={customerId} /> },
            ]}
          />
        </Card>
        <div className={`${css.figures} ${css.right}`}>
          {/* 下一步: tasks, promises and the coming birthday, from interactions/tasks. */}
          <NextSteps customer={{ id: customerId, name: nameOf(customer) }} />
          <Card title={t('customers.page.figures')}>
            <PurchaseFigures customer={customer} />
          </Card>
        </div>
      </div>
      <Suspense>{isEditing && <EditCustomerSheet customer={customer} onClose={() => setEditing(false)} />}</Suspense>
    </div>
  )
}
