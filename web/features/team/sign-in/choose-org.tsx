import type { Session } from '@shuke/contract/team/sign-in.ts'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import css from './sign-in.module.css'

interface Props {
  session: Session
  isPending: boolean
  onChoose: (slug: string) => void
}

/** One phone may work in several orgs. */
export function ChooseOrg({ session, isPending, onChoose }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <h1>{t('signIn.chooseOrg')}</h1>
      <ul className={css.orgs}>
        {session.orgs.map((org) => (
          <li key={org.slug}>
            <Button block size="large" disabled={isPending} onClick={() => onChoose(org.slug)}>
              {org.name}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
