import type { ReactNode } from 'react'
import css from './page.module.css'

interface Props {
  title: string
  hint?: ReactNode
  action?: ReactNode
}

/** Nothing here yet: says why, and what fills it. */
export function EmptyState({ title, hint, action }: Props) {
  return (
    <div className={css.state}>
      <EmptyCup />
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {action && <div className={css.stateActions}>{action}</div>}
    </div>
  )
}

function EmptyCup() {
  return (
    <svg
      className={css.picture}
      viewBox="0 0 72 56"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M16 20h36c0 13-6 20-13 22H29c-7-2-13-9-13-22Z" />
      <path d="M51 24c7 0 8 10-4 11" />
      <path d="M12 49h44" strokeOpacity="0.5" />
      <path d="M29 12c-2-3 2-4 0-7M39 12c-2-3 2-4 0-7" strokeOpacity="0.4" />
    </svg>
  )
}
