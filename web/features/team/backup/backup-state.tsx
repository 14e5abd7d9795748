import type { BackupHealth } from '@shuke/contract/kernel/backup.ts'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Mark, type MarkTone } from '../../../ui/parts/mark.tsx'
import { StatTile } from '../../../ui/parts/stat-tile.tsx'
import css from './backup.module.css'

const TONES: Record<BackupHealth['state'], MarkTone> = {
  good: 'primary',
  late: 'gold',
  failed: 'accent',
  none: 'gold',
  external: 'quiet',
}

/** One word on how things stand; below it when, where, and what is not as it should be. */
export function BackupState({ health }: { health: BackupHealth }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { state, lastGoodAt, nextAt, failure, folder, sameDisk } = health
  return (
    <Card title={t('backups.state')} extra={<Mark tone={TONES[state]}>{t(`backups.states.${state}`)}</Mark>}>
      <div className={css.lines}>
        {state === 'external' ? (
          <p>{t('backups.external')}</p>
        ) : (
          <div className={css.tiles}>
            <StatTile label={t('backups.lastGood')} value={lastGoodAt ? format.instant(lastGoodAt) : t('backups.never')} />
            {nextAt && <StatTile label={t('backups.next')} value={format.instant(nextAt)} />}
          </div>
        )}
        {failure && (
          <p role="alert" className={css.problem}>
            {t('backups.failure', { time: format.instant(failure.at), reason: failure.reason })}
          </p>
        )}
        {folder && (
          <p className={css.quiet}>
            {t('backups.folder')} <code>{folder}</code>
          </p>
        )}
        {sameDisk && <p className={css.quiet}>{t('backups.sameDisk')}</p>}
      </div>
    </Card>
  )
}
