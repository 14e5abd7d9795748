import QuestionCircleOutlined from '@ant-design/icons/es/icons/QuestionCircleOutlined'
import SearchOutlined from '@ant-design/icons/es/icons/SearchOutlined'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useIsNarrow } from '../../lib/screen/use-is-narrow.ts'
import { useSession } from '../../lib/session/session.ts'
import { Logo } from '../../ui/parts/logo.tsx'
import { Mark } from '../../ui/parts/mark.tsx'
import { AccountMenu } from './account-menu.tsx'
import css from './shell.module.css'

interface Props {
  onFind: () => void
  onHelp: () => void
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

export function TopBar({ onFind, onHelp }: Props) {
  const { t } = useTranslation()
  const { org } = useSession()
  const isNarrow = useIsNarrow()
  return (
    <header className={css.top}>
      {isNarrow && (
        <Link to="/find" className={css.brand} aria-label={t('shell.brand')}>
          <Logo />
        </Link>
      )}
      <button type="button" className={css.find} onClick={onFind}>
        <SearchOutlined aria-hidden="true" />
        <span className={css.findHint}>{isNarrow ? t('find.hintShort') : t('find.hint')}</span>
        {!isNarrow && <kbd>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>}
      </button>
      <span className={css.org} title={org.name}>
        {org.name}
      </span>
      {org.isDemo && <Mark tone="gold">{t('signIn.demo.mark')}</Mark>}
      <Button type="text" icon={<QuestionCircleOutlined />} aria-label={t('shell.help')} onClick={onHelp} />
      <AccountMenu />
    </header>
  )
}
