import UserOutlined from '@ant-design/icons/es/icons/UserOutlined'
import { Button } from 'antd'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../lib/session/session.ts'
import css from './account-menu.module.css'

const AccountSettings = lazy(() => import('./account-settings.tsx').then((module) => ({ default: module.AccountSettings })))
const MENU = 'account-menu'

/** The name in the corner; opens what belongs to the person. A popover of the browser: it closes itself and gives the focus back. */
export function AccountMenu() {
  const { t } = useTranslation()
  const { account } = useSession()
  const menu = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        type="text"
        icon={<UserOutlined />}
        aria-label={t('shell.account.menu', { name: account.name })}
        popoverTarget={MENU}
      >
        <span className={css.name}>{account.name}</span>
      </Button>
      <div ref={menu} id={MENU} popover="auto" className={css.popover} onToggle={(event) => setOpen(event.newState === 'open')}>
        <Suspense>{isOpen && <AccountSettings onDone={() => menu.current?.hidePopover()} />}</Suspense>
      </div>
    </>
  )
}
