import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { Card } from '../../../ui/page/card.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { PageHeader } from '../../../ui/page/page-header.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import { ProgressPanel } from '../../../ui/parts/progress-panel.tsx'
import css from './backup.module.css'
import { BackupList } from './backup-list.tsx'
import { BackupState } from './backup-state.tsx'
import { KeyCopy } from './key-copy.tsx'
import { useBackups, useMakeBackup } from './use-backups.ts'

/** Whether one can rely on the backups, and the way back. */
export function BackupPage() {
  const { t } = useTranslation()
  const text = useProblemText()
  const format = useFormats()
  const backups = useBackups()
  const { make, error, job, isRunning } = useMakeBackup()
  if (backups.error) return <ErrorState error={backups.error} onRetry={() => backups.refetch()} />
  if (!backups.data) return <SkeletonRows />
  const { data, health } = backups.data
  const share = job?.progress.fraction ?? undefined
  const failed = error ? text(error) : job?.error?.detail
  return (
    <div className={css.page}>
      <PageHeader
        title={t('backups.title')}
        note={t(`backups.notes.${health.database}`)}
        actions={
          <Button type="primary" onClick={make} disabled={isRunning}>
            {t(health.database === 'embedded' ? 'backups.make' : 'backups.export')}
          </Button>
        }
      />
      {isRunning && (
        <Card>
          {/* The copying is done before the trying out, so the bar waits at its end. */}
          <ProgressPanel
            title={t(share !== undefined && share >= 0.99 ? 'backups.trying' : 'backups.running')}
            progress={share !== undefined && share >= 0.99 ? undefined : share}
            share={share !== undefined && share < 0.99 ? format.share(share, 0) : undefined}
          />
        </Card>
      )}
      {failed && (
        <p role="alert" className={css.problem}>
          {failed}
        </p>
      )}
      <BackupState health={health} />
      <KeyCopy health={health} />
      <BackupList backups={data} />
      <Card title={t('backups.restore')}>
        <p>{t('backups.restoreHint')}</p>
        <code className={css.command}>{t('backups.restoreCommand')}</code>
      </Card>
    </div>
  )
}
