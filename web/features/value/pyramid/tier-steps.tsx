import type { PyramidReport } from '@shuke/contract/value/rfm.ts'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { DownloadCsv } from '../../../ui/chart/download-csv.tsx'
import { TierMark } from '../../customers/index.tsx'
import css from './pyramid.module.css'

interface Props {
  report: z.infer<typeof PyramidReport>
  asOf: string | undefined
}

/** The pyramid as steps: heads to the left, revenue to the right of each tier's name; every step opens its customers. */
export function TierSteps({ report, asOf }: Props) {
  const { t } = useTranslation()
  const format = useFormats()
  const share = (customers: number) => customers / report.customers
  const table = {
    columns: [
      t('customers.fields.valueTier'),
      t('value.customers'),
      t('value.pyramid.headShare'),
      t('value.revenue'),
      t('value.pyramid.revenueShare'),
    ],
    rows: report.tiers.map(({ tier, customers, revenue, revenueShare }) => [
      t(`customers.tiers.${tier}`),
      customers,
      share(customers),
      revenue,
      revenueShare,
    ]),
  }
  return (
    <>
      <div className={css.legend} aria-hidden="true">
        <span>{t('value.pyramid.headShare')}</span>
        <span />
        <span>{t('value.pyramid.revenueShare')}</span>
      </div>
      <ul>
        {report.tiers.map(({ tier, customers, revenue, revenueShare }) => (
          <li key={tier}>
            <Link to="/value/customers" search={{ asOf, tier }} className={css.step}>
              <span className={css.heads}>
                <span className={css.figure}>
                  {t('value.people', { count: customers, number: format.count(customers) })}
                  <em>{format.share(share(customers))}</em>
                </span>
                <span className={css.headBar} style={{ width: `${share(customers) * 100}%` }} />
              </span>
              <span className={css.tier}>
                <TierMark tier={tier} />
              </span>
              <span className={css.money}>
                <span className={css.moneyBar} style={{ width: `${revenueShare * 100}%` }} />
                <span className={css.figure}>
                  <em>{format.share(revenueShare)}</em>
                  {format.majorShort(revenue)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <div className={css.foot}>
        <span>{t('value.pyramid.rule')}</span>
        <DownloadCsv table={table} fileName={`pyramid-${report.asOf}`} />
      </div>
    </>
  )
}
