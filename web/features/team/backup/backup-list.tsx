import type { Backup } from '@shuke/contract/kernel/backup.ts'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Mark } from '../../../ui/parts/mark.tsx'
import css from './backup.module.css'

/** What there is to come back to, newest first. */
export function BackupList({ backups }: { backups: readonly Backup[] }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <Card title={t('backups.list')}>
      {backups.length === 0 ? (
        <p className={css.quiet}>{t('backups.empty')}</p>
      ) : (
        <ul className={css.list}>
          {backups.map((backup) => (
            <li key={backup.name}>
              <strong>{format.instant(backup.startedAt)}</strong>
              <Mark tone={backup.kind === 'physical' ? 'quiet' : 'plain'}>{t(`backups.kinds.${backup.kind}`)}</Mark>
              <span className={css.quiet}>
                {[
                  t('backups.megabytes', { size: format.figure(backup.bytes / 1e6, 1) }),
                  t('backups.rows', { count: backup.rows, number: format.count(backup.rows) }),
                  t('backups.verified'),
                ].join(' · ')}
              </span>
              <code className={css.name}>{backup.name}</code>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
