import FilterOutlined from '@ant-design/icons/es/icons/FilterOutlined'
import PlusOutlined from '@ant-design/icons/es/icons/PlusOutlined'
import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useIsNarrow } from '../../../lib/screen/use-is-narrow.ts'
import { useCan } from '../../../lib/session/session.ts'
import { Sheet } from '../../../ui/overlay/sheet.tsx'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { PageHeader } from '../../../ui/page/page-header.tsx'
import { DataTable } from '../../../ui/table/data-table.tsx'
import { CustomerLink } from '../parts/customer-link.tsx'
import { useCustomerColumns } from './columns.tsx'
import css from './list.module.css'
import { ListFilters, RestedInput } from './list-filters.tsx'
import { filterCount, isPersonal, type ListView } from './list-view.ts'
import { useCustomerList } from './use-customer-list.ts'

const NewCustomerSheet = lazy(() =>
  import('../new/new-customer-sheet.tsx').then((module) => ({ default: module.NewCustomerSheet })),
)
const route = getRouteApi('/shell/customers')

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** A search word that must not stand in the address. */
    personalQ?: string
  }
}

/** The view in the address, its personal search word in the history entry. */
function useView(): [ListView, (change: Partial<ListView>) => void] {
  const search = route.useSearch()
  const personalQ = useLocation().state.personalQ
  const navigate = route.useNavigate()
  const change = useCallback(
    (part: Partial<ListView>) => {
      const hasWord = 'q' in part
      const personal = hasWord ? (part.q && isPersonal(part.q) ? part.q : undefined) : personalQ
      navigate({
        search: (before) => ({ ...before, ...part, ...(hasWord && { q: personal ? undefined : part.q }) }),
        state: { personalQ: personal },
        replace: true,
      })
    },
    [navigate, personalQ],
  )
  return [personalQ ? { ...search, q: personalQ } : search, change]
}

/** All customers the reader may see: searched, filtered, sorted, however many. */
export function CustomerList() {
  const { t } = useTranslation()
  const format = useFormats()
  const can = useCan()
  const isNarrow = useIsNarrow()
  const navigate = useNavigate()
  const [view, change] = useView()
  const [sheet, setSheet] = useState<'new' | 'filters'>()
  const list = useCustomerList(view)
  const columns = useCustomerColumns()
  const open = (customerId: string) => navigate({ to: '/customers/$customerId', params: { customerId } })
  const filters = <ListFilters view={view} onChange={change} />
  const isFiltered = filterCount(view) > 0 || view.q !== undefined

  return (
    <div className={css.page}>
      <PageHeader
        title={t('customers.list.title')}
        note={list.total !== null && t('customers.list.total', { count: list.total, number: format.count(list.total) })}
        actions={
          can('customers.create') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setSheet('new')}>
              {t('customers.create.open')}
            </Button>
          )
        }
      />
      <div className={css.bar}>
        <RestedInput
          className={css.search}
          value={view.q ?? ''}
          label={t('customers.list.search')}
          onRest={(q) => change({ q: q.trim() || undefined })}
        />
        {isNarrow ? (
          <Button icon={<FilterOutlined />} onClick={() => setSheet('filters')}>
            {t('customers.list.filters', { count: filterCount(view) })}
          </Button>
        ) : (
          filters
        )}
      </div>
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <DataTable
          key={JSON.stringify(view)}
          label={t('customers.list.title')}
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          renderNarrow={(row) => <CustomerLink customer={row} />}
          placeKey={`customers ${JSON.stringify(view)}`}
          sort={view.sort ?? '-createdAt'}
          onSort={(sort) => change({ sort: sort as ListView['sort'] })}
          hasMore={list.hasNextPage}
          isLoading={list.isFetching}
          onMore={list.fetchNextPage}
          total={list.total}
          empty={
            isFiltered ? (
              <EmptyState title={t('customers.list.noMatch')} hint={t('customers.list.noMatchHint')} />
            ) : (
              <EmptyState
                title={t('customers.list.empty')}
                hint={t('customers.list.emptyHint')}
                action={can('customers.import') && <Link to="/imports">{t('find.empty.import')}</Link>}
              />
            )
          }
        />
      )}
      <Suspense>{sheet === 'new' && <NewCustomerSheet onClose={() => setSheet(undefined)} onCreated={open} />}</Suspense>
      {sheet === 'filters' && (
        <Sheet title={t('customers.list.filterTitle')} onClose={() => setSheet(undefined)}>
          {filters}
        </Sheet>
      )}
    </div>
  )
}
