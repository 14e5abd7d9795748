import { getPromise } from '@shuke/contract/interactions/promises.ts'
import { type FollowUpEvent, getTask, REPEAT_UNITS, type RepeatUnit, updateTask } from '@shuke/contract/interactions/tasks.ts'
import type { TodayItem } from '@shuke/contract/interactions/today.ts'
import type { Output } from '@shuke/contract/shared/endpoint.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { call } from '../../../lib/api/call.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useCan } from '../../../lib/session/session.ts'
import { Sheet } from '../../../ui/overlay/sheet.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import { TextField } from '../../../ui/parts/text-field.tsx'
import { showToast } from '../../../ui/toast/toast-store.ts'
import { Choice } from './choice.tsx'
import { DayInput } from './day-input.tsx'
import css from './follow-ups.module.css'

type Task = Output<typeof getTask>
type Whole = Task | Output<typeof getPromise>

interface Props {
  item: TodayItem
  title: string
  onClose: () => void
}

/** One task or promise whole: what it says, to be changed, and what happened to it. */
export function ItemSheet({ item, title, onClose }: Props) {
  const { t } = useTranslation()
  const can = useCan()
  const isTask = item.source === 'tasks'
  const { data, error, refetch } = useQuery<Whole>({
    queryKey: ['today', 'one', item.source, item.id],
    queryFn: ({ signal }) =>
      isTask
        ? call(getTask, { params: { taskId: item.id }, signal })
        : call(getPromise, { params: { promiseId: item.id }, signal }),
  })
  return (
    <Sheet title={title} onClose={onClose}>
      {error && <ErrorState error={error} onRetry={() => refetch()} />}
      {!data && !error && <SkeletonRows rows={4} height={40} />}
      {data && 'title' in data && can('tasks.update') && <EditTask task={data} onSaved={onClose} />}
      {data && (
        <section aria-label={t('today.history.title')}>
          <h3 className={css.quiet}>{t('today.history.title')}</h3>
          <ol>
            {data.history.map((event) => (
              <Happened key={`${event.at} ${event.act}`} event={event} />
            ))}
          </ol>
        </section>
      )}
    </Sheet>
  )
}

function Happened({ event }: { event: z.output<typeof FollowUpEvent> }) {
  const { t } = useTranslation()
  const format = useFormats()
  const day = (value: string | null) => (value ? format.day(value) : '')
  return (
    <li className={css.happened}>
      <time dateTime={event.at} className={css.quiet}>
        {format.instant(event.at)}
      </time>
      <span>
        {t(`today.history.${event.act}`, {
          by: event.by,
          fromDay: day(event.fromDay),
          toDay: day(event.toDay),
          from: event.from?.name ?? '',
          to: event.to?.name ?? '',
        })}
      </span>
    </li>
  )
}

function EditTask({ task, onSaved }: { task: Task; onSaved: () => void }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const format = useFormats()
  const client = useQueryClient()
  const formId = useId()
  const atStart = {
    title: task.title,
    day: task.dueDay,
    time: task.dueAt ? format.time(task.dueAt) : '',
    every: task.repeat.every,
  }
  const [values, setValues] = useState<{ title: string; day: string; time: string; every: RepeatUnit }>(atStart)
  const change = (part: Partial<typeof values>) => setValues({ ...values, ...part })
  const isDueChanged = values.day !== atStart.day || values.time !== atStart.time
  const saving = useMutation({
    mutationFn: () =>
      call(updateTask, {
        params: { taskId: task.id },
        ifMatch: task.version,
        body: {
          ...(values.title !== atStart.title && { title: values.title }),
          ...(isDueChanged && { due: { day: values.day, ...(values.time && { time: values.time }) } }),
          ...(values.every !== atStart.every && { repeat: { every: values.every } }),
        },
      }),
    onSuccess: () => {
      showToast({ text: t('today.saved') })
      onSaved()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['today'] }),
  })
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (values.title.trim() !== '' && values.day !== '') saving.mutate()
  }
  return (
    <form id={formId} className={css.form} onSubmit={save} noValidate>
      <TextField
        label={t('today.add.what')}
        value={values.title}
        maxLength={200}
        fault={values.title.trim() === '' ? t('today.add.missing') : undefined}
        onChange={(event) => change({ title: event.target.value })}
      />
      <div className={css.pair}>
        <DayInput label={t('today.add.day')} value={values.day} onChange={(day) => change({ day })} />
        <DayInput label={t('today.add.time')} type="time" value={values.time} onChange={(time) => change({ time })} />
        <Choice
          label={t('today.add.repeat')}
          value={values.every}
          onChange={(value) => change({ every: REPEAT_UNITS.find((unit) => unit === value) ?? 'none' })}
          options={REPEAT_UNITS.map((unit) => ({ value: unit, label: t(`today.add.every.${unit}`) }))}
        />
      </div>
      {saving.error && (
        <p role="alert" className={css.late}>
          {text(saving.error)}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={saving.isPending} className={css.save}>
        {t('today.save')}
      </Button>
    </form>
  )
}
