import type { ReactNode } from 'react'
import css from './parts.module.css'

export type MarkTone = 'gold' | 'primary' | 'accent' | 'plain' | 'quiet'

interface Props {
  tone?: MarkTone
  children: ReactNode
}

/** A small label. The word carries the meaning; the colour only helps the eye. */
export function Mark({ tone = 'plain', children }: Props) {
  return <span className={`${css.mark} ${css[tone]}`}>{children}</span>
}
