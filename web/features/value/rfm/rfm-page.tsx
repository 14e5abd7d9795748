import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { Card } from '../../../ui/page/card.tsx'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { PageHeader } from '../../../ui/page/page-header.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import css from '../parts/parts.module.css'
import { ValueActions } from '../parts/value-actions.tsx'
import { useRfm } from '../use-value.ts'
import { HeatMap } from './heat-map.tsx'
import grid from './rfm.module.css'
import { ScoreTable } from './score-table.tsx'
import { SegmentList } from './segment-list.tsx'

const route = getRouteApi('/shell/value/rfm')

/** RFM: when last, how often, how much; every field opens its customers. */
export function RfmPage() {
  const { t } = useTranslation()
  const format = useFormats()
  const { asOf } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useRfm(asOf)
  return (
    <div className={css.page}>
      <PageHeader
        title={t('value.rfm.title')}
        note={
          data && t('value.note', { day: format.day(data.asOf), count: data.customers, number: format.count(data.customers) })
        }
        actions={<ValueActions asOf={asOf} onAsOf={(day) => navigate({ search: { asOf: day }, replace: true })} />}
      />
      {error && <ErrorState error={error} onRetry={() => refetch()} />}
      {!data && !error && <SkeletonRows rows={6} />}
      {data?.customers === 0 && <EmptyState title={t('value.empty')} hint={t('value.emptyHint')} />}
      {data && data.customers > 0 && (
        <>
          <div className={grid.columns}>
            <Card title={t('value.rfm.heatMap')}>
              <HeatMap report={data} asOf={asOf} />
            </Card>
            <Card title={t('value.rfm.segments')}>
              <SegmentList report={data} asOf={asOf} />
            </Card>
          </div>
          <Card title={t('value.rfm.cuts')}>
            <ScoreTable report={data} asOf={asOf} />
          </Card>
        </>
      )}
    </div>
  )
}
