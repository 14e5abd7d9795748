import CloseOutlined from '@ant-design/icons/es/icons/CloseOutlined'
import { Button } from 'antd'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import css from './sheet.module.css'

interface Props {
  title: ReactNode
  onClose: () => void
  /** `side` slides in from the right, `centre` stands in the middle; on a phone both fill the screen from below. */
  place?: 'side' | 'centre'
  footer?: ReactNode
  children: ReactNode
}

const FIRST_FIELD = 'input:not([type=radio], [type=checkbox], [type=file]), textarea'

/**
 * A dialog of the browser: focus stays inside, Esc closes it, what lies below is inert. Shown as long as it is rendered; the focus
 * returns to where it was.
 */
export function Sheet({ title, onClose, place = 'side', footer, children }: Props) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Left alone the browser would choose the close button.
    element?.querySelector<HTMLElement>(FIRST_FIELD)?.focus()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`${css.sheet} ${css[place]}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className={css.frame}>
        <header className={css.header}>
          <h2 id={titleId}>{title}</h2>
          <Button type="text" icon={<CloseOutlined />} aria-label={t('ui.close')} onClick={onClose} />
        </header>
        <div className={css.body}>{children}</div>
        {footer && <footer className={css.footer}>{footer}</footer>}
      </div>
    </dialog>
  )
}
