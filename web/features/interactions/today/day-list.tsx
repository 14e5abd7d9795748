import type { TodayItem } from '@shuke/contract/interactions/today.ts'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../../../lib/keyboard/use-shortcuts.ts'
import { useCan } from '../../../lib/session/session.ts'
import { Card } from '../../../ui/page/card.tsx'
import followUps from '../tasks/follow-ups.module.css'
import { ItemRow } from '../tasks/item-row.tsx'
import { useAct } from '../tasks/use-follow-ups.ts'
import css from './today.module.css'
import { sectionsOf } from './use-today.ts'

interface Props {
  items: readonly TodayItem[]
  today: string
}

/** The day from top to bottom. j and k move, Enter opens the customer, d is done. */
export function DayList({ items, today }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const can = useCan()
  const act = useAct()
  const [marked, setMarked] = useState(-1)
  const sections = sectionsOf(items, today)
  const inOrder = sections.flatMap((section) => section.items)
  const at = Math.min(marked, inOrder.length - 1)
  const item = inOrder[at]
  const move = (step: number) => setMarked(Math.max(0, Math.min(inOrder.length - 1, at + step)))
  const customerId = item?.customer?.id
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    Enter: customerId ? () => navigate({ to: '/customers/$customerId', params: { customerId } }) : undefined,
    d: item && can('tasks.update') && item.acts.includes('done') ? () => act(item, { act: 'done' }) : undefined,
  })
  useEffect(() => {
    if (item) document.querySelector(`[data-item="${item.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [item])
  return (
    <div className={css.sections}>
      {sections.map(({ name, items: inside }) => (
        <Card
          key={name}
          title={
            <span className={name === 'overdue' ? css.overdue : undefined}>
              {t(`today.sections.${name}`)} <span className={css.count}>{inside.length}</span>
            </span>
          }
        >
          <ul className={followUps.list}>
            {inside.map((one) => (
              <ItemRow
                key={`${one.source} ${one.id}`}
                item={one}
                today={today}
                withCustomer
                withAssignee={false}
                isMarked={one === item}
              />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  )
}
