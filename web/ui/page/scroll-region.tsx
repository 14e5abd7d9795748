import type { CSSProperties, ReactNode } from 'react'

interface Props {
  label: string
  className?: string
  style?: CSSProperties
  children: ReactNode
}

/** A part of the page that scrolls by itself; can be reached and scrolled with the keyboard. */
export function ScrollRegion({ label, className, style, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={className} style={style} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
