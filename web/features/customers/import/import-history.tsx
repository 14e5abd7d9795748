import type { ImportRun } from '@shuke/contract/customers/import.ts'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { Card } from '../../../ui/page/card.tsx'
import { Mark, type MarkTone } from '../../../ui/parts/mark.tsx'
import css from './import.module.css'
import { useImports } from './use-imports.ts'

const TONES: Record<ImportRun['status'], MarkTone> = {
  queued: 'plain',
  running: 'primary',
  done: 'quiet',
  failed: 'accent',
  cancelled: 'plain',
  reverting: 'primary',
  reverted: 'plain',
}

export function RunStatus({ run }: { run: ImportRun }) {
  const { t } = useTranslation()
  return (
    <Mark tone={TONES[run.status]}>
      {t(run.dryRun && run.status === 'done' ? 'imports.triedOut' : `imports.statuses.${run.status}`)}
    </Mark>
  )
}

/** What was brought in before; work that was left running is found again here. */
export function ImportHistory() {
  const { t } = useTranslation()
  const format = useFormats()
  const runs = useImports().data?.data ?? []
  if (runs.length === 0) return null
  return (
    <Card title={t('imports.history')} className={css.history}>
      <ul>
        {runs.map((run) => (
          <li key={run.id}>
            <Link to="/imports/$importId" params={{ importId: run.id }} className={css.run}>
              <strong>{run.fileName}</strong>
              <RunStatus run={run} />
              <span className={css.quiet}>
                {[
                  t(`imports.kinds.${run.kind}`),
                  run.summary && t('imports.rows', { count: run.summary.rows, number: format.count(run.summary.rows) }),
                  format.instant(run.createdAt),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}
