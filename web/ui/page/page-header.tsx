import type { ReactNode } from 'react'
import css from './page.module.css'

interface Props {
  title: ReactNode
  /** One quiet line below: counts, the day of the figures. */
  note?: ReactNode
  /** The page's one primary action stands last. */
  actions?: ReactNode
}

export function PageHeader({ title, note, actions }: Props) {
  return (
    <header className={css.header}>
      <div className={css.heading}>
        <h1>{title}</h1>
        {note && <p className={css.note}>{note}</p>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </header>
  )
}
