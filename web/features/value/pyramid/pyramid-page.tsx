import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { Card } from '../../../ui/page/card.tsx'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { PageHeader } from '../../../ui/page/page-header.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import { StatTile } from '../../../ui/parts/stat-tile.tsx'
import css from '../parts/parts.module.css'
import { ValueActions } from '../parts/value-actions.tsx'
import { usePyramid } from '../use-value.ts'
import { ConcentrationChart } from './concentration-chart.tsx'
import { TierSteps } from './tier-steps.tsx'

const route = getRouteApi('/shell/value/pyramid')

/** 客户金字塔: few customers, much of the revenue; how few and how much. */
export function PyramidPage() {
  const { t } = useTranslation()
  const format = useFormats()
  const { asOf } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = usePyramid(asOf)
  const revenue = data?.tiers.reduce((sum, tier) => sum + tier.revenue, 0) ?? 0
  return (
    <div className={css.page}>
      <PageHeader
        title={t('value.pyramid.title')}
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
          <Card>
            <div className={css.tiles}>
              <Link to="/value/customers" search={{ asOf }}>
                <StatTile label={t('value.customers')} value={format.short(data.customers)} note={t('value.customersNote')} />
              </Link>
              <StatTile label={t('value.revenue')} value={format.majorShort(revenue)} note={format.major(revenue)} />
              <StatTile
                label={t('value.pyramid.topFifth')}
                value={format.share(data.top20Share)}
                note={t('value.pyramid.topFifthNote')}
              />
              <StatTile label={t('value.pyramid.gini')} value={format.figure(data.gini, 3)} note={t('value.pyramid.giniNote')} />
            </div>
          </Card>
          <Card title={t('value.pyramid.steps')}>
            <TierSteps report={data} asOf={asOf} />
          </Card>
          <Card title={t('value.pyramid.concentration')}>
            <ConcentrationChart report={data} />
          </Card>
        </>
      )}
    </div>
  )
}
