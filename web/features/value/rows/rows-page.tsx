import type { Output } from '@shuke/contract/shared/endpoint.ts'
import type { listValueRows } from '@shuke/contract/value/rfm.ts'
import { getRouteApi, useNavigate, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useShortcuts } from '../../../lib/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { PageHeader } from '../../../ui/page/page-header.tsx'
import { type Column, DataTable } from '../../../ui/table/data-table.tsx'
import { CustomerLink, CustomerName, TierMark } from '../../customers/index.tsx'
import { useSegmentName } from '../rfm/segment-list.tsx'
import { useValueRows } from '../use-value.ts'
import css from './rows.module.css'
import type { RowsView } from './rows-view.ts'

type Row = Output<typeof listValueRows>['data'][number]
const route = getRouteApi('/shell/value/customers')

/** The customers behind a figure of pyramid or RFM. */
export function RowsPage() {
  const { t } = useTranslation()
  const format = useFormats()
  const view = route.useSearch()
  const navigate = useNavigate()
  const router = useRouter()
  const list = useValueRows(view)
  const columns = useRowColumns()
  const title = useTitle(view)
  const back = () =>
    router.history.canGoBack() ? router.history.back() : navigate({ to: '/value/pyramid', search: { asOf: view.asOf } })
  useShortcuts({ Escape: back })
  const note = [
    view.asOf && t('value.asOfDay', { day: format.day(view.asOf) }),
    list.total !== null && t('value.people', { count: list.total, number: format.count(list.total) }),
  ].filter(Boolean)
  return (
    <div className={css.page}>
      <PageHeader title={title} note={note.join(' · ')} actions={<Button onClick={back}>{t('value.back')}</Button>} />
      {list.error ? (
        <ErrorState error={list.error} onRetry={() => list.refetch()} />
      ) : (
        <DataTable
          key={JSON.stringify(view)}
          label={title}
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          renderNarrow={(row) => <CustomerLink customer={row} />}
          placeKey={`value ${JSON.stringify(view)}`}
          hasMore={list.hasNextPage}
          isLoading={list.isFetching}
          onMore={list.fetchNextPage}
          total={list.total}
          empty={<EmptyState title={t('value.noRows')} />}
        />
      )}
    </div>
  )
}

/** What the figure was, in words: VIP客户; 核心熟客; 最近消费 5分 · 消费次数 4分. */
function useTitle({ tier, segment, r, f, m }: RowsView): string {
  const { t } = useTranslation()
  const segmentName = useSegmentName()
  const scores = [r && (['R', r] as const), f && (['F', f] as const), m && (['M', m] as const)].filter(
    (one) => one !== undefined && one !== '',
  )
  const parts = [
    tier && t(`customers.tiers.${tier}`),
    segment && segmentName(segment),
    ...scores.map(([axis, score]) => `${t(`value.rfm.axes.${axis}`)} ${t('value.rfm.score', { score })}`),
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' · ') : t('value.allRows')
}

function useRowColumns(): readonly Column<Row>[] {
  const { t } = useTranslation()
  const format = useFormats()
  const segmentName = useSegmentName()
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('customers.fields.name'),
        width: 'minmax(150px, 2fr)',
        render: (row) => <CustomerName customer={row} />,
      },
      { key: 'tier', title: t('customers.fields.valueTier'), width: '92px', render: (row) => <TierMark tier={row.valueTier} /> },
      {
        key: 'segment',
        from: 820,
        title: t('value.rfm.segment'),
        width: 'minmax(96px, 1fr)',
        render: (row) => segmentName(row.segment),
      },
      {
        key: 'scores',
        from: 720,
        title: t('value.rfm.scores'),
        width: '96px',
        render: (row) => t('value.rfm.triple', { r: row.r, f: row.f, m: row.m }),
      },
      {
        key: 'recency',
        title: t('value.rfm.axes.R'),
        width: '110px',
        align: 'end',
        render: (row) => t('value.daysAgo', { count: row.recencyDays, number: format.count(row.recencyDays) }),
      },
      {
        key: 'frequency',
        title: t('value.rfm.axes.F'),
        width: '90px',
        align: 'end',
        render: (row) => format.count(row.frequency),
      },
      {
        key: 'monetary',
        title: t('value.rfm.axes.M'),
        width: '130px',
        align: 'end',
        render: (row) => format.major(row.monetary),
      },
      {
        key: 'customerNo',
        from: 980,
        title: t('customers.fields.customerNo'),
        width: 'minmax(92px, 1fr)',
        render: (row) => row.customerNo,
      },
    ],
    [t, format, segmentName],
  )
}
