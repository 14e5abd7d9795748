import { useTranslation } from 'react-i18next'
import { Sheet } from '../../ui/overlay/sheet.tsx'
import css from './shell.module.css'

const KEYS = [
  ['find', ['/']],
  ['palette', ['Ctrl', 'K']],
  ['create', ['n']],
  ['note', ['c']],
  ['edit', ['e']],
  ['task', ['t']],
  ['done', ['d']],
  ['move', ['j', 'k']],
  ['open', ['Enter']],
  ['back', ['Esc']],
  ['sheet', ['?']],
] as const

/** Every key that means something, on one sheet. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Sheet place="centre" title={t('shell.keys.title')} onClose={onClose}>
      <dl className={css.keys}>
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>{t(`shell.keys.${name}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className={css.quiet}>{t('shell.keys.composing')}</p>
    </Sheet>
  )
}
