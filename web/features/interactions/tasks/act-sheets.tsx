import type { TodayItem } from '@shuke/contract/interactions/today.ts'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { Sheet } from '../../../ui/overlay/sheet.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import { TextField } from '../../../ui/parts/text-field.tsx'
import { DayInput } from './day-input.tsx'
import { dueChoices } from './due-days.ts'
import css from './follow-ups.module.css'
import { type Act, useColleagues } from './use-follow-ups.ts'

interface Props {
  item: TodayItem
  title: string
  today: string
  onAct: (act: Act) => void
  onClose: () => void
}

/** Another day: one tap for the usual ones, a calendar for the rest. */
export function PostponeSheet({ item, title, today, onAct, onClose }: Props) {
  const { t } = useTranslation()
  const format = useFormats()
  const [day, setDay] = useState('')
  const choices = dueChoices(today, false).filter((choice) => choice.day !== item.dueDay)
  return (
    <Sheet place="centre" title={t('today.postponeTitle', { title })} onClose={onClose}>
      <div className={css.choices}>
        {choices.map((choice) => (
          <Button key={choice.day} size="large" onClick={() => onAct({ act: 'postpone', dueDay: choice.day })}>
            {t(`today.days.${choice.name}`)}
            <span className={css.quiet}>{format.dayHead(choice.day)}</span>
          </Button>
        ))}
      </div>
      <div className={css.otherDay}>
        <DayInput label={t('today.otherDay')} value={day} min={today} onChange={setDay} />
        <Button type="primary" disabled={day === ''} onClick={() => onAct({ act: 'postpone', dueDay: day })}>
          {t('today.postpone')}
        </Button>
      </div>
      {item.source === 'promises' && <PromiseEnd onAct={onAct} />}
      {item.source === 'tasks' && (
        <Button type="text" danger className={css.drop} onClick={() => onAct({ act: 'cancel' })}>
          {t('today.cancel')}
        </Button>
      )}
    </Sheet>
  )
}

/** How a promise ended, in a few words: what shows that it was kept, or why it was not. */
function PromiseEnd({ onAct }: Pick<Props, 'onAct'>) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const given = words.trim()
  return (
    <div className={css.end}>
      <TextField
        label={t('today.promiseEnd')}
        value={words}
        maxLength={500}
        placeholder={t('today.promiseEndHint')}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className={css.endActs}>
        <Button disabled={given === ''} onClick={() => onAct({ act: 'done', note: given })}>
          {t('today.doneOf.promises')}
        </Button>
        <Button danger disabled={given === ''} onClick={() => onAct({ act: 'break', reason: given })}>
          {t('today.broken')}
        </Button>
      </div>
    </div>
  )
}

/** To a colleague, by one tap on the name. */
export function PassOnSheet({ item, title, onAct, onClose }: Props) {
  const { t } = useTranslation()
  const { data, error } = useColleagues()
  const others = data?.data.filter((staff) => staff.id !== item.assignee?.id)
  return (
    <Sheet place="centre" title={t('today.passOnTitle', { title })} onClose={onClose}>
      {!others && !error && <SkeletonRows rows={3} height={44} />}
      {others?.length === 0 && <p className={css.quiet}>{t('today.noColleagues')}</p>}
      <div className={css.choices}>
        {others?.map((staff) => (
          <Button key={staff.id} size="large" onClick={() => onAct({ act: 'pass_on', staffId: staff.id, name: staff.name })}>
            {staff.name}
          </Button>
        ))}
      </div>
    </Sheet>
  )
}
