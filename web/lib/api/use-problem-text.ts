import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from './api-problem.ts'

/** One sentence for any error; the server's own text (already in the reader's language) where there is one. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation()
  return useCallback(
    (error) => {
      if (!(error instanceof ApiProblem)) return t('ui.error.unexpected')
      if (error.code === 'offline') return t('ui.error.offline')
      if (error.code === 'unreadable') return t('ui.error.unreadable', { status: error.status })
      return error.detail || t('ui.error.unexpected')
    },
    [t],
  )
}
