import type { BackupHealth } from '@shuke/contract/kernel/backup.ts'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Mark } from '../../../ui/parts/mark.tsx'
import css from './backup.module.css'
import { useConfirmKeyCopy } from './use-backups.ts'

/** The other half of every backup, which must never lie with it. */
export function KeyCopy({ health: { key } }: { health: BackupHealth }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const confirming = useConfirmKeyCopy()
  return (
    <Card
      title={t('backups.key')}
      extra={<Mark tone={key.kept ? 'primary' : 'accent'}>{t(key.kept ? 'backups.keyKept' : 'backups.keyMissing')}</Mark>}
    >
      <div className={css.lines}>
        <p>{t('backups.keyHint')}</p>
        {key.file && (
          <p className={css.quiet}>
            {t('backups.keyFile')} <code>{key.file}</code>
          </p>
        )}
        <p className={css.quiet}>
          {key.fingerprints.length > 0 ? (
            <>
              {t('backups.fingerprint')} <code>{key.fingerprints.join(' ')}</code>
            </>
          ) : (
            t('backups.keyUnreadable')
          )}
        </p>
        {!key.kept && key.fingerprints.length > 0 && (
          <div>
            <Button onClick={() => confirming.mutate()} loading={confirming.isPending}>
              {t('backups.confirmKey')}
            </Button>
          </div>
        )}
        {confirming.error && (
          <p role="alert" className={css.problem}>
            {text(confirming.error)}
          </p>
        )}
      </div>
    </Card>
  )
}
