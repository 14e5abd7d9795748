import { type ComponentProps, useId } from 'react'
import css from './text-field.module.css'

interface Props extends ComponentProps<'input'> {
  label: string
  /** What is wrong with it. */
  fault?: string
}

/** A labelled field without antd's form machinery, for pages that must be there at once. */
export function TextField({ label, fault, ...input }: Props) {
  const id = useId()
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-invalid={fault !== undefined} aria-describedby={`${id}-fault`} {...input} />
      <span id={`${id}-fault`} className={css.fault} role="alert">
        {fault}
      </span>
    </div>
  )
}
