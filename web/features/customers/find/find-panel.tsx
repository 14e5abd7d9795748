import SearchOutlined from '@ant-design/icons/es/icons/SearchOutlined'
import { Button } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { CustomerBriefLine } from '../parts/customer-brief-line.tsx'
import css from './find.module.css'
import { useFind } from './use-find.ts'

/** Something else the box can do, found by its name: a screen, a setting. */
export interface Command {
  key: string
  label: string
  icon?: ReactNode
  run: () => void
}

interface Props {
  onPick: (customerId: string) => void
  onNew?: () => void
  commands?: readonly Command[]
  /** On the page that is nothing but this box; a dialog focuses it by itself. */
  hasFocus?: boolean
  /** What is shown while nothing is typed. */
  children?: ReactNode
}

/** One box for everybody and everything: phone tail, pinyin, initials, number, plate. Enter opens the marked line. */
export function FindPanel({ onPick, onNew, commands = [], hasFocus = false, children }: Props) {
  const { t } = useTranslation()
  const text = useProblemText()
  const id = useId()
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (hasFocus) box.current?.focus()
  }, [hasFocus])
  const [typed, setTyped] = useState('')
  const [marked, setMarked] = useState(0)
  const { q, matches, error, isSettled } = useFind(typed)
  const word = typed.trim().toLowerCase()
  const named = commands.filter((command) => word === '' || command.label.toLowerCase().includes(word))
  const lines = [
    ...matches.map((customer) => ({
      key: customer.id,
      run: () => onPick(customer.id),
      content: <CustomerBriefLine customer={customer} />,
    })),
    ...named.map(({ key, icon, label, run }) => ({
      key,
      run,
      content: (
        <span className={css.command}>
          {icon}
          {label}
        </span>
      ),
    })),
  ]
  const current = Math.min(marked, lines.length - 1)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown') setMarked(Math.min(current + 1, lines.length - 1))
    else if (event.key === 'ArrowUp') setMarked(Math.max(current - 1, 0))
    // Before the answer has come, Enter would open whoever was found for fewer letters.
    else if (event.key === 'Enter') (isSettled || word === '' || matches.length === 0) && lines[current]?.run()
    else return
    event.preventDefault()
  }

  return (
    <div className={css.panel}>
      <div className={css.box}>
        <SearchOutlined aria-hidden="true" />
        <input
          ref={box}
          // Not type="search", in which Esc empties the field instead of closing the dialog.
          type="text"
          inputMode="search"
          role="combobox"
          aria-label={t('find.label')}
          aria-expanded={lines.length > 0}
          aria-controls={`${id}-lines`}
          aria-activedescendant={lines[current] ? `${id}-${current}` : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          placeholder={t('find.hint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setMarked(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-lines`} role="listbox" aria-label={t('find.results')} className={css.lines}>
        {lines.map((line, index) => (
          <div
            key={line.key}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={css.line}
            onMouseMove={() => setMarked(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={line.run}
            onKeyDown={onKeyDown}
          >
            {line.content}
          </div>
        ))}
      </div>
      <div aria-live="polite">
        {error && <p className={css.nothing}>{text(error)}</p>}
        {!error && isSettled && matches.length === 0 && (
          <div className={css.nothing}>
            <p>{t('find.nobody', { q })}</p>
            {onNew && <Button onClick={onNew}>{t('customers.create.open')}</Button>}
          </div>
        )}
      </div>
      {word === '' && children}
    </div>
  )
}
