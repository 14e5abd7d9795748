import { LOCALES, type Locale } from '@shuke/contract/shared/locale.ts'
import { removeDemo } from '@shuke/contract/team/demo.ts'
import { signOut } from '@shuke/contract/team/sign-in.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Popconfirm, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../lib/api/call.ts'
import { useProblemText } from '../../lib/api/use-problem-text.ts'
import { chooseLocale } from '../../lib/i18n/i18n.ts'
import { useLocale } from '../../lib/i18n/use-locale.ts'
import { leaveSession, useCan, useSession } from '../../lib/session/session.ts'
import { chooseTheme, THEME_CHOICES, useThemeChoice } from '../../ui/theme/theme-choice.ts'
import { showToast } from '../../ui/toast/toast-store.ts'
import css from './account-menu.module.css'

/** Who is signed in; language, look, password and the way out. */
export function AccountSettings({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation()
  const session = useSession()
  const can = useCan()
  const locale = useLocale()
  const theme = useThemeChoice()
  const others = session.orgs.filter((org) => org.slug !== session.org.slug)
  return (
    <div className={css.menu}>
      <div>
        <strong>{session.account.name}</strong>
        <div className={css.quiet}>
          {session.org.name} · {t(`shell.roles.${session.role}`)}
        </div>
      </div>
      <div className={css.choice}>
        <span id="choose-language">{t('shell.account.language')}</span>
        <Segmented<Locale>
          size="small"
          aria-labelledby="choose-language"
          value={locale}
          onChange={chooseLocale}
          options={LOCALES.map((value) => ({ value, label: t(`shell.languages.${value}`) }))}
        />
      </div>
      <div className={css.choice}>
        <span id="choose-theme">{t('shell.account.theme')}</span>
        <Segmented
          size="small"
          aria-labelledby="choose-theme"
          value={theme}
          onChange={chooseTheme}
          options={THEME_CHOICES.map((value) => ({ value, label: t(`shell.themes.${value}`) }))}
        />
      </div>
      <ul className={css.links}>
        {others.map((org) => (
          <li key={org.slug}>
            <Link to="/sign-in" search={{ org: org.slug }} onClick={onDone}>
              {t('shell.account.switchOrg', { name: org.name })}
            </Link>
          </li>
        ))}
        <li>
          <Link to="/password" onClick={onDone}>
            {t('shell.account.password')}
          </Link>
        </li>
        {can('backups.manage') && (
          <li>
            <Link to="/settings/backup" onClick={onDone}>
              {t('shell.account.backup')}
            </Link>
          </li>
        )}
      </ul>
      {session.org.isDemo && can('org.manage') && <RemoveDemo />}
      <SignOut />
    </div>
  )
}

function SignOut() {
  const { t } = useTranslation()
  const text = useProblemText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = async (everywhere: boolean) => {
    try {
      await call(signOut, { query: everywhere ? { everywhere: 'true' } : {} })
      await navigate({ to: '/sign-in' })
      leaveSession(client)
    } catch (error) {
      showToast({ text: text(error), tone: 'failed' })
    }
  }
  return (
    <div className={css.leave}>
      <Button block onClick={() => leave(false)}>
        {t('shell.account.signOut')}
      </Button>
      <Button block type="text" onClick={() => leave(true)}>
        {t('shell.account.signOutEverywhere')}
      </Button>
    </div>
  )
}

/** Takes all demo businesses away, this one included. */
function RemoveDemo() {
  const { t } = useTranslation()
  const text = useProblemText()
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = async () => {
    try {
      await call(removeDemo)
      await navigate({ to: '/sign-in' })
      leaveSession(client)
    } catch (error) {
      showToast({ text: text(error), tone: 'failed' })
    }
  }
  return (
    <Popconfirm
      title={t('signIn.demo.removeAsk')}
      description={t('signIn.demo.removeHint')}
      okText={t('signIn.demo.remove')}
      okButtonProps={{ danger: true }}
      onConfirm={remove}
      // Inside the menu, which as a popover of the browser lies above everything else.
      getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
    >
      <Button block danger>
        {t('signIn.demo.remove')}
      </Button>
    </Popconfirm>
  )
}
