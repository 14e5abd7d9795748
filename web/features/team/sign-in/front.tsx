import { LOCALES } from '@shuke/contract/shared/locale.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseLocale } from '../../../lib/i18n/i18n.ts'
import { useLocale } from '../../../lib/i18n/use-locale.ts'
import { Logo } from '../../../ui/parts/logo.tsx'
import css from './sign-in.module.css'

/** The quiet page in front of everything: the mark, one card, the language. */
export function Front({ before, beside, children }: { before?: ReactNode; beside?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <main className={css.front}>
      <header className={css.brand}>
        <Logo size={44} />
        <div>
          <strong>{t('shell.brand')}</strong>
          <span>{t('signIn.motto')}</span>
        </div>
      </header>
      {before}
      <div className={css.card}>{children}</div>
      {beside}
      <fieldset className={css.languages} aria-label={t('shell.account.language')}>
        {LOCALES.map((value) => (
          <button key={value} type="button" lang={value} aria-pressed={value === locale} onClick={() => chooseLocale(value)}>
            {t(`shell.languages.${value}`)}
          </button>
        ))}
      </fieldset>
    </main>
  )
}
