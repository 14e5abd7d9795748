import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../../lib/session/session.ts'
import { Logo } from '../../ui/parts/logo.tsx'
import { NAVIGATION } from './navigation.ts'
import { ScreenIcon } from './screen-icon.tsx'
import css from './shell.module.css'

/** The eight steps down the side, each with its living screens. */
export function SideNavigation() {
  const { t } = useTranslation()
  const can = useCan()
  return (
    <nav className={css.side} aria-label={t('shell.navigation')}>
      <Link to="/find" className={css.brand}>
        <Logo />
        <span className={css.label}>{t('shell.brand')}</span>
      </Link>
      {NAVIGATION.map(({ step, screens }) => {
        const live = screens.filter((screen) => can(screen.permission))
        if (live.length === 0) return null
        return (
          <section key={step} className={css.group}>
            <h2 className={css.label}>{t(`shell.steps.${step}`)}</h2>
            <ul>
              {live.map((screen) => (
                <li key={screen.name}>
                  <Link
                    to={screen.to}
                    className={css.item}
                    title={t(`shell.screens.${screen.name}`)}
                    activeOptions={{ includeSearch: false }}
                  >
                    <ScreenIcon name={screen.name} />
                    <span className={css.label}>{t(`shell.screens.${screen.name}`)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}
