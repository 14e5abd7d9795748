import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import css from './toast.module.css'
import { dismissToast, useToasts } from './toast-store.ts'

/** The corner where things that happened are said; stands above open dialogs. */
export function ToastRegion() {
  const { t } = useTranslation()
  const toasts = useToasts()
  const region = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = region.current
    if (!element) return
    // Shown anew each time: the browser stacks popovers and dialogs by when they opened.
    if (element.matches(':popover-open')) element.hidePopover()
    if (toasts.length > 0) element.showPopover()
  }, [toasts])
  return (
    <div ref={region} popover="manual" className={css.region} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={`${css.toast} ${css[toast.tone]}`}>
          <span>{toast.text}</span>
          {toast.undo && (
            <Button
              type="link"
              size="small"
              onClick={() => {
                toast.undo?.()
                dismissToast(toast.id)
              }}
            >
              {t('ui.undo')}
            </Button>
          )}
        </div>
      ))}
    </div>
  )
}
