import type { ReactNode } from 'react'
import css from './page.module.css'

interface Props {
  title?: ReactNode
  extra?: ReactNode
  className?: string
  children: ReactNode
}

/** A sheet of paper on the page. */
export function Card({ title, extra, className, children }: Props) {
  return (
    <section className={`${css.card} ${className ?? ''}`}>
      {(title || extra) && (
        <header className={css.cardHeader}>
          <h2>{title}</h2>
          {extra}
        </header>
      )}
      {children}
    </section>
  )
}
