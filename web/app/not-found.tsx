import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/page/empty-state.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('shell.notFound.title')}
      hint={t('shell.notFound.hint')}
      action={<Link to="/find">{t('shell.notFound.back')}</Link>}
    />
  )
}
