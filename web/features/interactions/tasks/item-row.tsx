import CheckOutlined from '@ant-design/icons/es/icons/CheckOutlined'
import type { TodayItem } from '@shuke/contract/interactions/today.ts'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../../lib/session/session.ts'
import { CustomerName, TierMark } from '../../customers/index.tsx'
import { addDays } from './due-days.ts'
import css from './follow-ups.module.css'
import { DueText, ItemMarks, useItemTitle } from './item-text.tsx'
import { type Act, useAct } from './use-follow-ups.ts'

const PostponeSheet = lazy(() => import('./act-sheets.tsx').then((module) => ({ default: module.PostponeSheet })))
const ItemSheet = lazy(() => import('./item-sheet.tsx').then((module) => ({ default: module.ItemSheet })))
const PassOnSheet = lazy(() => import('./act-sheets.tsx').then((module) => ({ default: module.PassOnSheet })))

interface Props {
  item: TodayItem
  today: string
  /** On the customer's own page the name is plain, and the column narrow. */
  withCustomer: boolean
  /** Whose thing it is, where several people's stand together. */
  withAssignee: boolean
  isMarked?: boolean
}

/** One thing to see to, with what can be done about it under the thumb. */
export function ItemRow({ item, today, withCustomer, withAssignee, isMarked }: Props) {
  const { t } = useTranslation()
  const can = useCan()
  const titleOf = useItemTitle()
  const act = useAct()
  const [sheet, setSheet] = useState<'postpone' | 'pass_on' | 'whole'>()
  const title = titleOf(item)
  const { customer } = item
  const doAct = (one: Act) => {
    setSheet(undefined)
    act(item, one)
  }
  const offers = (name: TodayItem['acts'][number]) => can('tasks.update') && item.acts.includes(name)
  const isDue = item.dueDay <= today && item.source !== 'birthdays'
  const doneWord = t(`today.doneOf.${item.source === 'birthdays' || item.source === 'promises' ? item.source : 'tasks'}`)
  const hasMore = item.source === 'tasks' || item.source === 'promises'
  const words = hasMore ? (
    <button type="button" className={css.title} aria-haspopup="dialog" onClick={() => setSheet('whole')}>
      {title}
    </button>
  ) : (
    <p className={css.title}>{title}</p>
  )
  const notes = [
    withCustomer && customer?.phone?.masked,
    withAssignee && item.assignee?.name,
    item.facts.madeBy === 'birthday' && t('today.madeBy.birthday'),
  ].filter(Boolean)
  const named = (word: string) => `${word}:${[title, withCustomer && customer?.name].filter(Boolean).join(' ')}`
  return (
    <li className={`${css.item} ${isMarked ? css.marked : ''}`} data-item={item.id} aria-current={isMarked || undefined}>
      <div className={css.what}>
        <div className={css.head}>
          {withCustomer && customer && <CustomerName customer={customer} />}
          {withCustomer && customer && <TierMark tier={customer.valueTier} />}
          <ItemMarks item={item} />
          {!withCustomer && words}
          <span className={css.when}>
            <DueText item={item} today={today} />
          </span>
        </div>
        {withCustomer && words}
        {notes.length > 0 && <p className={css.quiet}>{notes.join(' · ')}</p>}
      </div>
      <div className={css.acts}>
        {offers('done') && (
          <Button
            type="primary"
            ghost
            icon={withCustomer && <CheckOutlined aria-hidden="true" />}
            aria-label={named(doneWord)}
            onClick={() => doAct({ act: 'done' })}
          >
            {doneWord}
          </Button>
        )}
        {offers('postpone') && isDue && withCustomer && (
          <Button aria-label={named(t('today.toTomorrow'))} onClick={() => doAct({ act: 'postpone', dueDay: addDays(today, 1) })}>
            {t('today.toTomorrow')}
          </Button>
        )}
        {offers('postpone') && (
          <Button aria-label={named(t('today.postpone'))} aria-haspopup="dialog" onClick={() => setSheet('postpone')}>
            {t('today.postpone')}
          </Button>
        )}
        {offers('pass_on') && (
          <Button aria-label={named(t('today.passOn'))} aria-haspopup="dialog" onClick={() => setSheet('pass_on')}>
            {t('today.passOn')}
          </Button>
        )}
      </div>
      <Suspense>
        {sheet === 'postpone' && (
          <PostponeSheet item={item} title={title} today={today} onAct={doAct} onClose={() => setSheet(undefined)} />
        )}
        {sheet === 'whole' && <ItemSheet item={item} title={title} onClose={() => setSheet(undefined)} />}
        {sheet === 'pass_on' && (
          <PassOnSheet item={item} title={title} today={today} onAct={doAct} onClose={() => setSheet(undefined)} />
        )}
      </Suspense>
    </li>
  )
}
