import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../lib/session/session.ts'
import { NAVIGATION } from './navigation.ts'
import { ScreenIcon } from './screen-icon.tsx'
import css from './shell.module.css'

/** The same screens at the thumb, on a phone. */
export function BottomNavigation() {
  const { t } = useTranslation()
  const can = useCan()
  const screens = NAVIGATION.flatMap((group) => [...group.screens]).filter((screen) => can(screen.permission))
  return (
    <nav className={css.bottom} aria-label={t('shell.navigation')}>
      {screens.map((screen) => (
        <Link key={screen.name} to={screen.to} className={css.thumb} activeOptions={{ includeSearch: false }}>
          <ScreenIcon name={screen.name} />
          <span>{t(`shell.short.${screen.name}`)}</span>
        </Link>
      ))}
    </nav>
  )
}
