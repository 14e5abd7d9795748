import type { ReactNode } from 'react'
import css from './parts.module.css'

interface Props {
  title: string
  /** 0–1; undefined while nothing is known yet. */
  progress?: number
  /** The share in words: 35%. */
  share?: string
  note?: ReactNode
  actions?: ReactNode
}

/** Long work: how far, how many, how long still. */
export function ProgressPanel({ title, progress, share, note, actions }: Props) {
  const percent = progress === undefined ? undefined : Math.round(progress * 100)
  return (
    <div className={css.progress}>
      <div className={css.progressHead}>
        <strong aria-live="polite">{title}</strong>
        {share && <span>{share}</span>}
      </div>
      <div
        className={css.track}
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div
          className={percent === undefined ? `${css.bar} ${css.waiting}` : css.bar}
          style={percent === undefined ? undefined : { width: `${percent}%` }}
        />
      </div>
      {note && <div className={css.progressNote}>{note}</div>}
      {actions && <div>{actions}</div>}
    </div>
  )
}
