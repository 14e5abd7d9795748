import type { RfmReport } from '@shuke/contract/value/rfm.ts'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useRangeText } from '../parts/use-range-text.ts'
import css from './rfm.module.css'

interface Props {
  report: z.infer<typeof RfmReport>
  asOf: string | undefined
}

const BEST_FIRST = [5, 4, 3, 2, 1]
const SCORES = [1, 2, 3, 4, 5]

/** Customers by recency (down, latest on top) and frequency (across); the stronger the colour, the more people. */
export function HeatMap({ report, asOf }: Props) {
  const { t } = useTranslation()
  const format = useFormats()
  const rangeText = useRangeText(report.cuts)
  const most = Math.max(...report.heatMap.flat(), 1)
  return (
    <div className={css.scroller}>
      <table className={css.heat}>
        <caption className="visually-hidden">{t('value.rfm.heatMapLabel')}</caption>
        <thead>
          <tr>
            <td className={css.corner}>
              {t('value.rfm.recency')} <span aria-hidden="true">↓</span>
              <br />
              {t('value.rfm.frequency')} <span aria-hidden="true">→</span>
            </td>
            {SCORES.map((f) => (
              <th key={f} scope="col">
                {rangeText('F', f)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {BEST_FIRST.map((r) => (
            <tr key={r}>
              <th scope="row">{rangeText('R', r)}</th>
              {SCORES.map((f) => {
                const customers = report.heatMap[r - 1]?.[f - 1] ?? 0
                const strength = Math.sqrt(customers / most)
                return (
                  <td key={f}>
                    <Link
                      to="/value/customers"
                      search={{ asOf, r: String(r), f: String(f) }}
                      className={css.cell}
                      style={{ background: `color-mix(in srgb, var(--heat) ${Math.round(strength * 100)}%, var(--hover))` }}
                      aria-label={t('value.rfm.cell', {
                        recency: rangeText('R', r),
                        frequency: rangeText('F', f),
                        count: customers,
                        number: format.count(customers),
                      })}
                    >
                      {format.short(customers)}
                    </Link>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.rule}>{t('value.rfm.heatMapHint')}</p>
    </div>
  )
}
