import type { Interaction } from '@shuke/contract/interactions/timeline.ts'
import { Button, Segmented } from 'antd'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useCan } from '../../../lib/session/session.ts'
import { EmptyState } from '../../../ui/page/empty-state.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import css from '../records.module.css'
import { ChannelIcon } from './channel-icon.tsx'
import { Composer } from './composer.tsx'
import { type Kind, useTimeline } from './use-timeline.ts'

interface Props {
  customerId: string
  inputRef: Ref<HTMLTextAreaElement>
}

/** 往来: transactions, service and communication in one line of time, newest first, by day. */
export function Timeline({ customerId, inputRef }: Props) {
  const { t } = useTranslation()
  const format = useFormats()
  const can = useCan()
  const [kind, setKind] = useState<Kind | 'all'>('all')
  const list = useTimeline(customerId, kind === 'all' ? undefined : kind)
  const days = Map.groupBy(list.entries, (entry) => format.dayOf(entry.occurredAt))
  return (
    <>
      {can('interactions.create') && <Composer customerId={customerId} inputRef={inputRef} />}
      <Segmented
        size="small"
        className={css.filter}
        aria-label={t('interactions.filter')}
        value={kind}
        onChange={setKind}
        options={(['all', 'transaction', 'service', 'communication'] as const).map((value) => ({
          value,
          label: t(`interactions.kinds.${value}`),
        }))}
      />
      {list.error && <ErrorState error={list.error} onRetry={() => list.refetch()} />}
      {list.isPending && <SkeletonRows rows={4} height={44} />}
      {list.data && list.entries.length === 0 && (
        <EmptyState title={t('interactions.empty')} hint={t('interactions.emptyHint')} />
      )}
      {[...days].map(([day, entries]) => (
        <section key={day}>
          <h3 className={css.day}>{format.dayHead(day)}</h3>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </section>
      ))}
      {list.hasNextPage && (
        <Button block type="text" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('interactions.more')}
        </Button>
      )}
    </>
  )
}

/** What comes from a file with days only stands at midnight: no time is told. */
const MIDNIGHT = '00:00'

function Entry({ entry }: { entry: Interaction }) {
  const { t } = useTranslation()
  const format = useFormats()
  const time = format.time(entry.occurredAt)
  const facts = [
    // A top-up, a refund: not everything about money is a purchase.
    entry.order ? t(`interactions.orders.kinds.${entry.order.kind}`) : t(`interactions.channels.${entry.channel}`),
    entry.direction !== 'none' && t(`interactions.directions.${entry.direction}`),
    entry.staff?.name,
  ].filter(Boolean)
  return (
    <article id={entry.id} className={css.entry}>
      <time dateTime={entry.occurredAt}>{time === MIDNIGHT ? '' : time}</time>
      <span className={css.dot}>
        <ChannelIcon channel={entry.channel} />
      </span>
      <div>
        {entry.order && <OrderText order={entry.order} />}
        {entry.summary && <div className={css.text}>{entry.summary}</div>}
        <div className={css.quiet}>{facts.join(' · ')}</div>
      </div>
    </article>
  )
}

/** What was bought and for how much, in one line. */
function OrderText({ order }: { order: NonNullable<Interaction['order']> }) {
  const { t } = useTranslation()
  const format = useFormats()
  const items =
    order.items.length > 0 ? order.items.join(t('interactions.orders.and')) : t(`interactions.orders.kinds.${order.kind}`)
  return (
    <div className={css.text}>
      <strong>{format.money(order.amount)}</strong> {items}
    </div>
  )
}
