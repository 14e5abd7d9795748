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

const AXES = ['R', 'F', 'M'] as const
const BEST_FIRST = [5, 4, 3, 2, 1]
const PARAMETER = { R: 'r', F: 'f', M: 'm' } as const

/** Where the fifths are cut, and how many customers have each score. */
export function ScoreTable({ report, asOf }: Props) {
  const { t } = useTranslation()
  const format = useFormats()
  const rangeText = useRangeText(report.cuts)
  return (
    <div className={css.scroller}>
      <table className={css.scores}>
        <thead>
          <tr>
            <th scope="col">{t('value.rfm.axis')}</th>
            {BEST_FIRST.map((score) => (
              <th key={score} scope="col">
                {t('value.rfm.score', { score })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {AXES.map((axis) => (
            <tr key={axis}>
              <th scope="row">{t(`value.rfm.axes.${axis}`)}</th>
              {BEST_FIRST.map((score) => {
                const count = report.counts[axis][score - 1] ?? 0
                return (
                  <td key={score}>
                    <Link to="/value/customers" search={{ asOf, [PARAMETER[axis]]: String(score) }}>
                      {t('value.people', { count, number: format.count(count) })}
                    </Link>
                    <span>{rangeText(axis, score)}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.rule}>{t('value.rfm.rule')}</p>
    </div>
  )
}
