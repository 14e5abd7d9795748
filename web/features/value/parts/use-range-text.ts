import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { scoreRange } from './score-range.ts'

export type Axis = 'R' | 'F' | 'M'

/** Nobody here has no order at all; the last one may have been today. */
const KINDS = { R: { isReversed: true, least: 0 }, F: { least: 1 }, M: {} }

/** The range of a score in words: ≤ 14 天, 15–33 天, ≥ 7 次. */
export function useRangeText(cuts: Record<Axis, readonly number[]>): (axis: Axis, score: number) => string {
  const { t } = useTranslation()
  const format = useFormats()
  const figure: Record<Axis, (value: number) => string> = {
    R: (value) => format.count(value),
    F: (value) => format.count(value),
    M: (value) => format.majorShort(value),
  }
  return (axis, score) => {
    const range = scoreRange(cuts[axis], score, KINDS[axis])
    if (!range) return t('value.range.none')
    const { from, to } = range
    const write = figure[axis]
    if (from === undefined) return t(`value.range.${axis}`, { range: t('value.range.upTo', { to: write(to ?? 0) }) })
    if (to === undefined) return t(`value.range.${axis}`, { range: t('value.range.from', { from: write(from) }) })
    return t(`value.range.${axis}`, {
      range: from === to ? write(from) : t('value.range.between', { from: write(from), to: write(to) }),
    })
  }
}
