import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShortcuts } from '../../lib/keyboard/use-shortcuts.ts'
import { useIsNarrow } from '../../lib/screen/use-is-narrow.ts'
import { useCan } from '../../lib/session/session.ts'
import { BottomNavigation } from './bottom-navigation.tsx'
import { screenAt } from './navigation.ts'
import css from './shell.module.css'
import { SideNavigation } from './side-navigation.tsx'
import { TopBar } from './top-bar.tsx'

const FindPalette = lazy(() => import('./find-palette.tsx').then((module) => ({ default: module.FindPalette })))
const KeySheet = lazy(() => import('./key-sheet.tsx').then((module) => ({ default: module.KeySheet })))
const HelpSheet = lazy(() => import('./help-sheet.tsx').then((module) => ({ default: module.HelpSheet })))
const NewCustomerSheet = lazy(() =>
  import('../../features/customers/new/new-customer-sheet.tsx').then((module) => ({ default: module.NewCustomerSheet })),
)

type Overlay = 'find' | 'keys' | 'help' | 'new'

/** What stands around every screen: navigation, the find box, help, and the keys that work everywhere. */
export function Shell() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const can = useCan()
  const isNarrow = useIsNarrow()
  const { pathname } = useLocation()
  const [overlay, setOverlay] = useState<Overlay>()
  const screen = screenAt(pathname)
  const pageTitle = t(`help.${screen}.title`)
  useEffect(() => {
    document.title = `${pageTitle} · ${t('shell.brand')}`
  }, [pageTitle, t])
  const close = () => setOverlay(undefined)
  const openFind = () => setOverlay('find')
  const openNew = can('customers.create') ? () => setOverlay('new') : undefined
  useShortcuts({ 'mod+k': openFind, '/': openFind, '?': () => setOverlay('keys'), n: openNew })

  return (
    <div className={css.shell}>
      <a href="#content" className={css.skip}>
        {t('shell.skip')}
      </a>
      {!isNarrow && <SideNavigation />}
      <div className={css.main}>
        <TopBar onFind={openFind} onHelp={() => setOverlay('help')} />
        <main id="content" className={css.content} tabIndex={-1}>
          <Suspense>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {isNarrow && <BottomNavigation />}
      <Suspense>
        {overlay === 'find' && <FindPalette onClose={close} onNew={openNew} />}
        {overlay === 'keys' && <KeySheet onClose={close} />}
        {overlay === 'help' && <HelpSheet screen={screen} onClose={close} onKeys={() => setOverlay('keys')} />}
        {overlay === 'new' && (
          <NewCustomerSheet
            onClose={close}
            onCreated={(customerId) => {
              close()
              navigate({ to: '/customers/$customerId', params: { customerId } })
            }}
          />
        )}
      </Suspense>
    </div>
  )
}
