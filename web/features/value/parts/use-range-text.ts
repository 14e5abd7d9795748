import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { scoreRange } from './score-range.ts'

export type Axis = 'R' | 'F' | 'M'

/** The range of a score in words: ≤ 14天, 15–33天, > 6次. */
export function useRangeText(cuts: Record<Axis, readonly number[]>): (axis: Axis, score: number) => string {
  const { t } = useTranslation()
  const format = useFormats()
  const figure: Record<Axis, (value: number) => string> = {
    R: (value) => format.count(value),
    F: (value) => format.count(value),
    M: (value) => format.majorShort(value),
  }
  return (axis, score) => {
    const { above, upTo } = scoreRange(cuts[axis], score, axis === 'R')
    const from = above === undefined ? undefined : figure[axis](above)
    const to = upTo === undefined ? undefined : figure[axis](upTo)
    const range =
      from === undefined
        ? t('value.range.upTo', { to })
        : to === undefined
          ? t('value.range.above', { from })
          : t('value.range.between', { from, to })
    return t(`value.range.${axis}`, { range })
  }
}
