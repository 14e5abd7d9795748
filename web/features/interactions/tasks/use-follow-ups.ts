import { breakPromise, createPromise } from '@shuke/contract/interactions/promises.ts'
import { cancelTask, createTask, listColleagues } from '@shuke/contract/interactions/tasks.ts'
import { finishItem, passOnItem, postponeItem, type TodayItem, undoItem } from '@shuke/contract/interactions/today.ts'
import type { BodyInput } from '@shuke/contract/shared/endpoint.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api/call.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { showToast } from '../../../ui/toast/toast-store.ts'

export type Act =
  | { act: 'done'; note?: string }
  | { act: 'break'; reason: string }
  | { act: 'postpone'; dueDay: string }
  | { act: 'pass_on'; staffId: string; name: string }
  | { act: 'cancel' }

const keyOf = (item: TodayItem) => `${item.source} ${item.id}`
const addressOf = ({ source, id }: TodayItem) => ({ source, itemId: id })

function carryOut(item: TodayItem, act: Act): Promise<unknown> {
  const params = addressOf(item)
  switch (act.act) {
    case 'done':
      return call(finishItem, { params, body: act.note ? { note: act.note } : {} })
    case 'break':
      return call(breakPromise, { params: { promiseId: item.id }, body: { reason: act.reason } })
    case 'postpone':
      return call(postponeItem, { params, body: { dueDay: act.dueDay } })
    case 'pass_on':
      return call(passOnItem, { params, body: { staffId: act.staffId } })
    case 'cancel':
      return call(cancelTask, { params: { taskId: item.id } })
  }
}

/** One tap: the line goes at once, the toast says what was done and takes it back; a refusal brings the line back. */
export function useAct() {
  const { t } = useTranslation()
  const text = useProblemText()
  const format = useFormats()
  const client = useQueryClient()
  const refresh = () => {
    client.invalidateQueries({ queryKey: ['today'] })
    client.invalidateQueries({ queryKey: ['interactions'] })
  }
  const failed = (error: unknown) => showToast({ text: text(error), tone: 'failed' })
  const said = (item: TodayItem, act: Act): string => {
    if (act.act === 'postpone') return t('today.said.postpone', { day: format.day(act.dueDay) })
    if (act.act === 'pass_on') return t('today.said.pass_on', { name: act.name })
    if (act.act === 'cancel' || act.act === 'break') return t(`today.said.${act.act}`)
    if (item.source === 'birthdays') return t('today.said.greeted')
    return t(item.source === 'promises' ? 'today.said.kept' : 'today.said.done')
  }
  const undo = useMutation({
    mutationFn: (item: TodayItem) => call(undoItem, { params: addressOf(item) }),
    onSettled: refresh,
    onError: failed,
  })
  const acting = useMutation({
    mutationFn: ({ item, act }: { item: TodayItem; act: Act }) => carryOut(item, act),
    onMutate: ({ item }) =>
      client.setQueriesData<{ items: TodayItem[] }>(
        { queryKey: ['today', 'items'] },
        (day) => day && { ...day, items: day.items.filter((one) => keyOf(one) !== keyOf(item)) },
      ),
    onSuccess: (_done, { item, act }) => showToast({ text: said(item, act), undo: () => undo.mutate(item) }),
    onError: failed,
    onSettled: refresh,
  })
  return (item: TodayItem, act: Act) => acting.mutate({ item, act })
}

/** Whom a thing can be given to; asked for when somebody wants to pass on. */
export const useColleagues = () =>
  useQuery({ queryKey: ['colleagues'], queryFn: ({ signal }) => call(listColleagues, { signal }), staleTime: 5 * 60_000 })

export type NewThing =
  | { kind: 'task'; body: BodyInput<typeof createTask> & { id: string } }
  | { kind: 'promise'; body: BodyInput<typeof createPromise> & { id: string } }

/** Notes a task or a promise; pressed twice, it is noted once. */
export function useAddThing() {
  const client = useQueryClient()
  return useMutation<unknown, Error, NewThing>({
    mutationFn: (thing) =>
      thing.kind === 'task'
        ? call(createTask, { body: thing.body, idempotencyKey: thing.body.id })
        : call(createPromise, { body: thing.body, idempotencyKey: thing.body.id }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['today'] }),
  })
}
