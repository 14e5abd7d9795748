import { REPEAT_UNITS, type RepeatUnit } from '@shuke/contract/interactions/tasks.ts'
import { Button } from 'antd'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '../../../lib/api/new-id.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { holdReload } from '../../../lib/api/version-watch.ts'
import { useCan } from '../../../lib/session/session.ts'
import { Sheet } from '../../../ui/overlay/sheet.tsx'
import { TextField } from '../../../ui/parts/text-field.tsx'
import { showToast } from '../../../ui/toast/toast-store.ts'
import { Choice } from './choice.tsx'
import { DayInput } from './day-input.tsx'
import { dueChoices } from './due-days.ts'
import css from './follow-ups.module.css'
import { type NewThing, useAddThing, useColleagues } from './use-follow-ups.ts'

interface Props {
  today: string
  /** Whom it is about; without one it is a task of the house. */
  customer?: { id: string; name: string }
  onClose: () => void
}

/** A task or a promise in ten seconds: what, and when by one tap; the rest can stay as it is. */
export function QuickAdd({ today, customer, onClose }: Props) {
  const { t } = useTranslation()
  const text = useProblemText()
  const can = useCan()
  const colleagues = useColleagues()
  const adding = useAddThing()
  const formId = useId()
  // Made once: pressing twice, or again after a lost answer, notes one thing.
  const [id] = useState(() => newId())
  const [kind, setKind] = useState<NewThing['kind']>('task')
  const [what, setWhat] = useState('')
  const [day, setDay] = useState(today)
  const [time, setTime] = useState('')
  const [every, setEvery] = useState<RepeatUnit>('none')
  const [staffId, setStaffId] = useState('')
  const [isEmpty, setEmpty] = useState(false)
  useEffect(holdReload, [])
  const isPromise = kind === 'promise'
  const kinds = customer && can('promises.create') ? (['task', 'promise'] as const) : []

  const thing = (): NewThing =>
    isPromise && customer
      ? { kind: 'promise', body: { id, customerId: customer.id, text: what, dueDay: day, ...(staffId && { staffId }) } }
      : {
          kind: 'task',
          body: {
            id,
            title: what,
            due: { day, ...(time && { time }) },
            ...(customer && { customerId: customer.id }),
            ...(every !== 'none' && { repeat: { every } }),
            ...(staffId && { assigneeId: staffId }),
          },
        }
  const save = (event: FormEvent) => {
    event.preventDefault()
    setEmpty(what.trim() === '')
    if (what.trim() === '' || day === '') return
    adding.mutate(thing(), {
      onSuccess: () => {
        showToast({ text: t(isPromise ? 'today.add.promised' : 'today.add.noted') })
        onClose()
      },
    })
  }
  return (
    <Sheet
      title={customer ? t('today.add.titleFor', { name: customer.name }) : t('today.add.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="primary" htmlType="submit" form={formId} loading={adding.isPending}>
            {t('today.add.save')}
          </Button>
        </>
      }
    >
      <form id={formId} className={css.form} onSubmit={save} noValidate>
        {kinds.length > 0 && (
          <fieldset className={css.chips} aria-label={t('today.add.kind')}>
            {kinds.map((one) => (
              <Button
                key={one}
                aria-pressed={kind === one}
                type={kind === one ? 'primary' : 'default'}
                onClick={() => setKind(one)}
              >
                {t(`today.add.kinds.${one}`)}
              </Button>
            ))}
          </fieldset>
        )}
        <TextField
          label={t(isPromise ? 'today.add.whatPromised' : 'today.add.what')}
          value={what}
          maxLength={isPromise ? 500 : 200}
          placeholder={t(isPromise ? 'today.add.promiseHint' : 'today.add.taskHint')}
          fault={isEmpty ? t('today.add.missing') : undefined}
          onChange={(event) => setWhat(event.target.value)}
        />
        <fieldset className={css.chips} aria-label={t('today.add.when')}>
          {dueChoices(today, true).map((choice) => (
            <Button
              key={choice.day}
              aria-pressed={day === choice.day}
              type={day === choice.day ? 'primary' : 'default'}
              onClick={() => setDay(choice.day)}
            >
              {t(`today.days.${choice.name}`)}
            </Button>
          ))}
        </fieldset>
        <div className={css.pair}>
          <DayInput label={t('today.add.day')} value={day} min={today} onChange={setDay} />
          {!isPromise && <DayInput label={t('today.add.time')} type="time" value={time} onChange={setTime} />}
        </div>
        <div className={css.pair}>
          {!isPromise && (
            <Choice
              label={t('today.add.repeat')}
              value={every}
              onChange={(value) => setEvery(REPEAT_UNITS.find((unit) => unit === value) ?? 'none')}
              options={REPEAT_UNITS.map((unit) => ({ value: unit, label: t(`today.add.every.${unit}`) }))}
            />
          )}
          <Choice
            label={t(isPromise ? 'today.add.promisedBy' : 'today.add.assignee')}
            value={staffId}
            onChange={setStaffId}
            options={[
              { value: '', label: t('today.add.me') },
              ...(colleagues.data?.data ?? []).map((staff) => ({ value: staff.id, label: staff.name })),
            ]}
          />
        </div>
        {adding.error && (
          <p role="alert" className={css.late}>
            {text(adding.error)}
          </p>
        )}
      </form>
    </Sheet>
  )
}
