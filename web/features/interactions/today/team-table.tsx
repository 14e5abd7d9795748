import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { Card } from '../../../ui/page/card.tsx'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { ScrollRegion } from '../../../ui/page/scroll-region.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import css from './today.module.css'
import { useTeamToday } from './use-today.ts'

const FIGURES = ['overdue', 'overduePromises', 'dueToday', 'coming', 'doneToday'] as const

/** 早会: one line a person; the name opens that person's day, where the figures come from. */
export function TeamTable() {
  const { t } = useTranslation()
  const format = useFormats()
  const { data, error, refetch } = useTeamToday()
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />
  if (!data) return <SkeletonRows rows={5} />
  if (data.data.length === 0) return <EmptyState title={t('today.team.empty')} hint={t('today.team.emptyHint')} />
  const sum = (name: (typeof FIGURES)[number]) => data.data.reduce((total, line) => total + line[name], 0)
  const isRed = (name: (typeof FIGURES)[number]) => name === 'overdue' || name === 'overduePromises'
  return (
    <Card>
      <ScrollRegion className={css.scroll} label={t('today.team.title')}>
        <table className={css.team}>
          <thead>
            <tr>
              <th scope="col">{t('today.team.staff')}</th>
              {FIGURES.map((name) => (
                <th key={name} scope="col">
                  {t(`today.team.${name}`)}
                </th>
              ))}
              <th scope="col">{t('today.team.keptRate')}</th>
            </tr>
          </thead>
          <tbody>
            {data.data.map((line) => (
              <tr key={line.staff.id}>
                <th scope="row">
                  <Link to="/today" search={{ staffId: line.staff.id }}>
                    {line.staff.name}
                  </Link>
                </th>
                {FIGURES.map((name) => (
                  <td key={name} className={isRed(name) && line[name] > 0 ? css.overdue : undefined}>
                    {name !== 'doneToday' && line[name] > 0 ? (
                      <Link to="/today" search={{ staffId: line.staff.id }}>
                        {format.count(line[name])}
                      </Link>
                    ) : (
                      format.count(line[name])
                    )}
                  </td>
                ))}
                <td>
                  {line.promises.keptRate === null
                    ? '—'
                    : t('today.team.kept', {
                        share: format.share(line.promises.keptRate, 0),
                        kept: format.count(line.promises.kept),
                        counted: format.count(line.promises.counted),
                      })}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('today.team.total')}</th>
              {FIGURES.map((name) => (
                <td key={name}>{format.count(sum(name))}</td>
              ))}
              <td />
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
      <p className={css.rule}>{t('today.team.rule')}</p>
    </Card>
  )
}
