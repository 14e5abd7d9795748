import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useCan } from '../../../lib/session/session.ts'
import { showToast } from '../../../ui/toast/toast-store.ts'
import { useRecalculation } from '../use-value.ts'
import { DayPicker } from './day-picker.tsx'
import css from './parts.module.css'

interface Props {
  asOf: string | undefined
  onAsOf: (day: string | undefined) => void
}

/** The day the figures are of, and counting anew. */
export function ValueActions({ asOf, onAsOf }: Props) {
  const { t } = useTranslation()
  const text = useProblemText()
  const format = useFormats()
  const can = useCan()
  const recalculation = useRecalculation()
  const recalculate = () =>
    recalculation.mutate(asOf, {
      onSuccess: (job) =>
        showToast(
          job.status === 'done'
            ? { text: t('value.recalculated') }
            : { text: job.error?.detail ?? t('value.notRecalculated'), tone: 'failed' },
        ),
      onError: (error) => showToast({ text: text(error), tone: 'failed' }),
    })
  return (
    <>
      <span className={css.asOf}>
        <label htmlFor="as-of">{t('value.asOf')}</label>
        <DayPicker id="as-of" day={asOf ?? format.today} latest={format.today} onChange={onAsOf} />
      </span>
      {can('value.recalculate') && (
        <Button loading={recalculation.isPending} onClick={recalculate}>
          {t('value.recalculate')}
        </Button>
      )}
    </>
  )
}
