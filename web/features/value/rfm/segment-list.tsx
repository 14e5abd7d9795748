import type { RfmReport } from '@shuke/contract/value/rfm.ts'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { DownloadCsv } from '../../../ui/chart/download-csv.tsx'
import { segmentKey } from '../parts/segment-key.ts'
import css from './rfm.module.css'

interface Props {
  report: z.infer<typeof RfmReport>
  asOf: string | undefined
}

export function useSegmentName(): (segment: string) => string {
  const { t } = useTranslation()
  return (segment) => {
    const key = segmentKey(segment)
    return key ? t(`value.segments.${key}`) : segment
  }
}

/** The named groups: how many people, what they brought, what to do. */
export function SegmentList({ report, asOf }: Props) {
  const { t } = useTranslation()
  const format = useFormats()
  const nameOf = useSegmentName()
  const shown = report.segments.filter((one) => one.customers > 0)
  const most = Math.max(...shown.map((one) => one.customers), 1)
  return (
    <>
      <ul className={css.segments}>
        {shown.map(({ segment, customers, revenue }) => {
          const key = segmentKey(segment)
          return (
            <li key={segment}>
              <Link
                to="/value/customers"
                search={{ asOf, segment }}
                className={css.segment}
                title={key && t(`value.segmentHints.${key}`)}
              >
                <span>{nameOf(segment)}</span>
                <span className={css.track}>
                  <span style={{ width: `${(customers / most) * 100}%` }} />
                </span>
                <span className={css.number}>{t('value.people', { count: customers, number: format.count(customers) })}</span>
                <span className={css.number}>{format.majorShort(revenue)}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      <div className={css.foot}>
        <DownloadCsv
          fileName={`rfm-segments-${report.asOf}`}
          table={{
            columns: [t('value.rfm.segment'), t('value.customers'), t('value.revenue')],
            rows: shown.map((one) => [nameOf(one.segment), one.customers, one.revenue]),
          }}
        />
      </div>
    </>
  )
}
