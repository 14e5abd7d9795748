import type { ReactNode } from 'react'
import css from './parts.module.css'

interface Props {
  label: ReactNode
  value: ReactNode
  note?: ReactNode
}

/** One figure with its name above and its meaning below. */
export function StatTile({ label, value, note }: Props) {
  return (
    <div className={css.tile}>
      <span className={css.tileLabel}>{label}</span>
      <strong className={css.tileValue}>{value}</strong>
      {note && <span className={css.tileNote}>{note}</span>}
    </div>
  )
}
