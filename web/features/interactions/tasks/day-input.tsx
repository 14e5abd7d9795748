import { useId } from 'react'
import css from './follow-ups.module.css'

interface Props {
  label: string
  value: string
  type?: 'date' | 'time'
  min?: string
  onChange: (value: string) => void
}

/** The device's own calendar or clock: thumbs know it. */
export function DayInput({ label, value, type = 'date', min, onChange }: Props) {
  const id = useId()
  return (
    <span className={css.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        min={min}
        max={type === 'date' ? '2199-12-31' : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  )
}
