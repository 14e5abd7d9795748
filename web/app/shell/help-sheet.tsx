import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Sheet } from '../../ui/overlay/sheet.tsx'
import type { ScreenName } from './navigation.ts'
import css from './shell.module.css'

interface Props {
  screen: ScreenName
  onClose: () => void
  onKeys: () => void
}

/** What this screen is for and how it counts, in the reader's language, where it is needed. */
export function HelpSheet({ screen, onClose, onKeys }: Props) {
  const { t } = useTranslation()
  const points = t(`help.${screen}.points`, { returnObjects: true })
  return (
    <Sheet title={t(`help.${screen}.title`)} onClose={onClose} footer={<Button onClick={onKeys}>{t('shell.keys.title')}</Button>}>
      <p>{t(`help.${screen}.purpose`)}</p>
      <ul className={css.points}>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </Sheet>
  )
}
