import type { ImportRun } from '@shuke/contract/customers/import.ts'
import { cancelJob, type Job } from '@shuke/contract/kernel/jobs.ts'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api/call.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useCan } from '../../../lib/session/session.ts'
import { Card } from '../../../ui/page/card.tsx'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { PageHeader } from '../../../ui/page/page-header.tsx'
import { SkeletonRows } from '../../../ui/page/skeleton-rows.tsx'
import { ProgressPanel } from '../../../ui/parts/progress-panel.tsx'
import css from './import.module.css'
import { RunStatus } from './import-history.tsx'
import { ImportResult } from './import-result.tsx'
import { isRunning, useImportRun } from './use-imports.ts'

const route = getRouteApi('/shell/imports/$importId')

/** One import: how far it is, then what it did. Can be left and found again. */
export function ImportRunPage() {
  const { t } = useTranslation()
  const format = useFormats()
  const client = useQueryClient()
  const { importId } = route.useParams()
  const { run, job } = useImportRun(importId)
  const status = run.data?.status
  const wasRunning = useRef(false)
  useEffect(() => {
    if (run.data && isRunning(run.data)) wasRunning.current = true
    else if (wasRunning.current)
      for (const queryKey of [['customers'], ['value'], ['interactions'], ['imports', 'list']])
        client.invalidateQueries({ queryKey })
  }, [run.data, client])

  if (run.error) return <ErrorState error={run.error} onRetry={() => run.refetch()} />
  if (!run.data || !status) return <SkeletonRows rows={6} />
  return (
    <div className={css.page}>
      <PageHeader
        title={run.data.fileName}
        note={`${t(`imports.kinds.${run.data.kind}`)} · ${format.instant(run.data.createdAt)}`}
        actions={<Link to="/imports">{t('imports.back')}</Link>}
      />
      <Card title={isRunning(run.data) ? undefined : <RunStatus run={run.data} />}>
        {isRunning(run.data) ? <Progress run={run.data} job={job} /> : <ImportResult run={run.data} job={job} />}
      </Card>
    </div>
  )
}

function Progress({ run, job }: { run: ImportRun; job: Job | undefined }) {
  const { t } = useTranslation()
  const format = useFormats()
  const can = useCan()
  const fraction = job?.progress.fraction ?? undefined
  const counted =
    job && job.progress.done > 0 && t('imports.done', { count: job.progress.done, number: format.count(job.progress.done) })
  const left =
    job?.etaSeconds != null &&
    t('imports.left', {
      time:
        job.etaSeconds < 90
          ? t('imports.seconds', { count: job.etaSeconds })
          : t('imports.minutes', { count: Math.ceil(job.etaSeconds / 60) }),
    })
  return (
    <ProgressPanel
      title={t(`imports.statuses.${run.status}`)}
      progress={fraction}
      share={fraction === undefined ? undefined : format.share(fraction, 0)}
      note={[counted, left, t('imports.mayLeave')].filter(Boolean).join(' · ')}
      actions={
        can('jobs.cancel') &&
        run.status !== 'reverting' && (
          <Button onClick={() => call(cancelJob, { params: { jobId: run.jobId } })}>{t('imports.cancel')}</Button>
        )
      }
    />
  )
}
