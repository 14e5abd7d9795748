import PlusOutlined from '@ant-design/icons/es/icons/PlusOutlined'
import { listCustomers } from '@shuke/contract/customers/profile.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api/call.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useShortcuts } from '../../../lib/keyboard/use-shortcuts.ts'
import { useCan, useSession } from '../../../lib/session/session.ts'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { PageHeader } from '../../../ui/page/page-header.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import { DayList } from './day-list.tsx'
import { TeamTable } from './team-table.tsx'
import css from './today.module.css'
import { useToday } from './use-today.ts'

const QuickAdd = lazy(() => import('../tasks/quick-add.tsx').then((module) => ({ default: module.QuickAdd })))
const route = getRouteApi('/shell/today')

/** 今日: what there is to see to, for oneself and, for those who lead, for the team. */
export function TodayPage() {
  const { t } = useTranslation()
  const can = useCan()
  const format = useFormats()
  const { account } = useSession()
  const { view, staffId } = route.useSearch()
  const [isAdding, setAdding] = useState(false)
  const isTeam = view === 'team' && can('tasks.team')
  const { data: day } = useToday(staffId)
  const add = can('tasks.create') && day ? () => setAdding(true) : undefined
  useShortcuts({ t: add })
  const title = staffId && day?.staff ? t('today.dayOf', { name: day.staff.name }) : t('find.welcome', { name: account.name })
  const tabs = [
    { key: 'mine', search: {}, isHere: !isTeam && !staffId },
    { key: 'team', search: { view: 'team' as const }, isHere: isTeam || staffId !== undefined },
  ] as const
  return (
    <div className={css.page}>
      <PageHeader
        title={title}
        note={day && t('today.note', { day: format.dayHead(day.today), done: t('today.doneToday', { count: day.doneToday }) })}
        actions={
          add && (
            <Button type="primary" icon={<PlusOutlined aria-hidden="true" />} onClick={add}>
              {t('today.add.open')}
            </Button>
          )
        }
      />
      {can('tasks.team') && (
        <nav className={css.tabs} aria-label={t('today.views')}>
          {tabs.map(({ key, search, isHere }) => (
            <Link
              key={key}
              to="/today"
              search={search}
              activeOptions={{ exact: true, includeSearch: true }}
              className={isHere ? `${css.tab} ${css.here}` : css.tab}
            >
              {t(`today.view.${key}`)}
            </Link>
          ))}
        </nav>
      )}
      {isTeam ? <TeamTable /> : <Day staffId={staffId} />}
      <Suspense>{isAdding && day && <QuickAdd today={day.today} onClose={() => setAdding(false)} />}</Suspense>
    </div>
  )
}

function Day({ staffId }: { staffId: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data: day, error, refetch } = useToday(staffId)
  if (error) return <ErrorState error={error} onRetry={() => refetch()} />
  if (!day) return <SkeletonRows rows={5} height={72} />
  return (
    <>
      {day.items.length === 0 ? <NothingToDo /> : <DayList items={day.items} today={day.today} />}
      {day.more.map(({ source, total }) => (
        <p key={source} className={css.rule}>
          {t('today.more', { number: format.count(total) })}
        </p>
      ))}
    </>
  )
}

/** A free day; in a shop without customers, the way to get them in. */
function NothingToDo() {
  const { t } = useTranslation()
  const can = useCan()
  const { data } = useQuery({
    queryKey: ['customers', 'any'],
    queryFn: ({ signal }) => call(listCustomers, { query: { limit: 1 }, signal }),
    enabled: can('customers.read'),
  })
  if (data?.data.length === 0)
    return (
      <EmptyState
        title={t('find.empty.title')}
        hint={t('find.empty.hint')}
        action={can('customers.import') && <Link to="/imports">{t('find.empty.import')}</Link>}
      />
    )
  return (
    <EmptyState
      title={t('today.empty')}
      hint={t('today.emptyHint')}
      action={can('customers.read') && <Link to="/customers">{t('today.toCustomers')}</Link>}
    />
  )
}
