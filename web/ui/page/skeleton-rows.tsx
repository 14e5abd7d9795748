import { useTranslation } from 'react-i18next'
import css from './skeleton.module.css'

interface Props {
  rows?: number
  height?: number
}

/** Grey lines where rows will be; announced once, not line by line. */
export function SkeletonRows({ rows = 8, height = 48 }: Props) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: rows }, (_, index) => index).map((index) => (
        <div key={index} className={css.row} style={{ height }}>
          <span className={css.bar} style={{ width: `${18 + ((index * 7) % 12)}%` }} />
          <span className={css.bar} style={{ width: `${10 + ((index * 5) % 9)}%` }} />
          <span className={css.bar} style={{ width: `${14 + ((index * 3) % 8)}%` }} />
        </div>
      ))}
    </div>
  )
}
