import { type CustomerSort, listCustomers } from '@shuke/contract/customers/profile.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { call } from '../../../lib/api/call.ts'
import { useCan, useSession } from '../../../lib/session/session.ts'
import { Card } from '../../../ui/page/card.tsx'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import { CustomerLink } from '../parts/customer-link.tsx'
import css from './find.module.css'
import { FindPanel } from './find-panel.tsx'

const SHOWN = 6

/** 找人: the box, and below it who came last and who is new. */
export function FindPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { account } = useSession()
  return (
    <div className={css.page}>
      <h1 className={css.welcome}>{t('find.welcome', { name: account.name })}</h1>
      <FindPanel hasFocus onPick={(customerId) => navigate({ to: '/customers/$customerId', params: { customerId } })}>
        <Lately />
      </FindPanel>
    </div>
  )
}

const useNewest = (sort: z.infer<typeof CustomerSort>) =>
  useQuery({
    queryKey: ['customers', 'newest', sort],
    queryFn: ({ signal }) => call(listCustomers, { query: { sort, limit: SHOWN }, signal }),
  })

function Lately() {
  const { t } = useTranslation()
  const can = useCan()
  const came = useNewest('-lastDay')
  const added = useNewest('-createdAt')
  if (came.data?.data.length === 0)
    return (
      <EmptyState
        title={t('find.empty.title')}
        hint={t('find.empty.hint')}
        action={can('customers.import') && <Link to="/imports">{t('find.empty.import')}</Link>}
      />
    )
  const columns = [
    ['came', came.data?.data.filter((customer) => customer.purchases)],
    ['added', added.data?.data],
  ] as const
  return (
    <div className={css.columns}>
      {columns.map(([name, customers]) => (
        <Card key={name} title={t(`find.${name}`)} className={css.recent}>
          {customers ? (
            <ul>
              {customers.map((customer) => (
                <li key={customer.id}>
                  <CustomerLink customer={customer} />
                </li>
              ))}
            </ul>
          ) : (
            <SkeletonRows rows={4} height={52} />
          )}
        </Card>
      ))}
    </div>
  )
}
