import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Command, FindPanel } from '../../features/customers/find/find-panel.tsx'
import { chooseLocale } from '../../lib/i18n/i18n.ts'
import { useLocale } from '../../lib/i18n/use-locale.ts'
import { useCan } from '../../lib/session/session.ts'
import { Sheet } from '../../ui/overlay/sheet.tsx'
import { chooseTheme, useIsDark } from '../../ui/theme/theme-choice.ts'
import { NAVIGATION } from './navigation.ts'
import { ScreenIcon } from './screen-icon.tsx'

interface Props {
  onClose: () => void
  onNew?: () => void
}

/** Ctrl/⌘ K: anybody by a few letters, any screen by its name. */
export function FindPalette({ onClose, onNew }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const can = useCan()
  const locale = useLocale()
  const isDark = useIsDark()
  const closing = (act: () => unknown) => () => {
    onClose()
    act()
  }
  const screens = NAVIGATION.flatMap((group) => [...group.screens]).filter((screen) => can(screen.permission))
  const commands: Command[] = [
    ...(onNew ? [{ key: 'new', label: t('customers.create.open'), run: onNew }] : []),
    ...screens.map((screen) => ({
      key: screen.name,
      label: t(`shell.screens.${screen.name}`),
      icon: <ScreenIcon name={screen.name} />,
      run: closing(() => navigate({ to: screen.to })),
    })),
    { key: 'locale', label: t('shell.otherLanguage'), run: closing(() => chooseLocale(locale === 'en' ? 'zh-CN' : 'en')) },
    {
      key: 'theme',
      label: t(isDark ? 'shell.toLight' : 'shell.toDark'),
      run: closing(() => chooseTheme(isDark ? 'light' : 'dark')),
    },
  ]
  return (
    <Sheet place="centre" title={t('find.label')} onClose={onClose}>
      <FindPanel
        commands={commands}
        onNew={onNew}
        onPick={(customerId) => closing(() => navigate({ to: '/customers/$customerId', params: { customerId } }))()}
      />
    </Sheet>
  )
}
