import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../lib/api/api-problem.ts'
import { useProblemText } from '../../lib/api/use-problem-text.ts'
import css from './page.module.css'

interface Props {
  error: unknown
  onRetry?: () => void
}

/** What happened, what was kept, what to do. */
export function ErrorState({ error, onRetry }: Props) {
  const { t } = useTranslation()
  const text = useProblemText()
  const requestId = error instanceof ApiProblem ? error.requestId : undefined
  return (
    <div className={css.state} role="alert">
      <h2>{t('ui.error.title')}</h2>
      <p>{text(error)}</p>
      <p>{t('ui.error.kept')}</p>
      {onRetry && (
        <div className={css.stateActions}>
          <Button onClick={onRetry}>{t('ui.error.retry')}</Button>
        </div>
      )}
      {requestId && <p className={css.reference}>{t('ui.error.reference', { requestId })}</p>}
    </div>
  )
}
