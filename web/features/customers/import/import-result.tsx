import { getImportErrors, type ImportRun } from '@shuke/contract/customers/import.ts'
import type { Job } from '@shuke/contract/kernel/jobs.ts'
import { Link } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { addressOf } from '../../../lib/api/call.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useLocale } from '../../../lib/i18n/use-locale.ts'
import { StatTile } from '../../../ui/parts/stat-tile.tsx'
import { showToast } from '../../../ui/toast/toast-store.ts'
import css from './import.module.css'
import { useRevert } from './use-imports.ts'

const COUNTS = ['rows', 'created', 'updated', 'unchanged', 'refused', 'warnings', 'customersCreated'] as const

/** What an import did, what it could not take and why, and the way back. */
export function ImportResult({ run, job }: { run: ImportRun; job: Job | undefined }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { summary } = run
  const unknown = run.columns.filter((column) => column.column === null).map((column) => column.header)
  const hasFaults = summary !== null && summary.refused + summary.warnings > 0
  return (
    <div className={css.result}>
      {run.status === 'failed' && <p role="alert">{job?.error?.detail ?? t('imports.failed')}</p>}
      {run.status === 'reverted' && <p>{t('imports.revertedHint')}</p>}
      {run.dryRun && run.status === 'done' && <p>{t('imports.triedOutHint')}</p>}
      {summary && (
        <div className={css.counts}>
          {COUNTS.map((name) => (
            <StatTile key={name} label={t(`imports.counts.${name}`)} value={format.count(summary[name])} />
          ))}
        </div>
      )}
      <p className={css.quiet}>
        {[
          run.encoding && t('imports.readAs', { encoding: run.encoding.toUpperCase() }),
          summary && t('imports.took', { seconds: format.figure(summary.seconds, 1) }),
          unknown.length > 0 && t('imports.notUsed', { headers: unknown.join(t('imports.and')) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {run.faults.length > 0 && <Faults run={run} />}
      <div className={css.actions}>
        {run.status === 'done' && !run.dryRun && summary && summary.created + summary.updated > 0 && <Revert importId={run.id} />}
        {hasFaults && (
          <Button
            href={addressOf(getImportErrors, { importId: run.id })}
            download={t('imports.errorsFile', { name: run.fileName })}
          >
            {t('imports.errors')}
          </Button>
        )}
        <Link to="/customers">{t('imports.seeCustomers')}</Link>
      </div>
    </div>
  )
}

function Faults({ run }: { run: ImportRun }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const format = useFormats()
  return (
    <div>
      <h3 className={css.faultsTitle}>{t('imports.firstFaults')}</h3>
      <ul className={css.faults}>
        {run.faults.slice(0, 10).map((fault) => (
          <li key={`${fault.row} ${fault.column} ${fault.code}`}>
            <span>{t('imports.row', { row: format.count(fault.row) })}</span>
            <span>
              {fault.column && `${fault.column} · `}
              {locale === 'en' ? fault.reason.en : fault.reason.zh}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Revert({ importId }: { importId: string }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const revert = useRevert(importId)
  return (
    <Popconfirm
      title={t('imports.revertAsk')}
      description={t('imports.revertHint')}
      okText={t('imports.revert')}
      okButtonProps={{ danger: true }}
      onConfirm={() => revert.mutate(undefined, { onError: (error) => showToast({ text: text(error), tone: 'failed' }) })}
    >
      <Button danger loading={revert.isPending}>
        {t('imports.revert')}
      </Button>
    </Popconfirm>
  )
}
