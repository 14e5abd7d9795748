import { type Session, signIn } from '@shuke/contract/team/sign-in.ts'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api/call.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { TextField } from '../../../ui/parts/text-field.tsx'
import { ChooseOrg } from './choose-org.tsx'
import { deviceName } from './device-name.ts'
import css from './sign-in.module.css'

interface Props {
  /** The org to sign in to, when it was chosen before. */
  org?: string
  onEnter: (session: Session) => void
}

interface Values {
  identifier: string
  password: string
}

/** Phone or e-mail with the password; who works in several orgs chooses one. */
export function SignInForm({ org, onEnter }: Props) {
  const { t } = useTranslation()
  const text = useProblemText()
  const [values, setValues] = useState<Values>({ identifier: '', password: '' })
  const [missing, setMissing] = useState<Partial<Record<keyof Values, string>>>({})
  const [choice, setChoice] = useState<Session>()
  const signing = useMutation({
    mutationFn: (chosen: string | undefined) =>
      call(signIn, { body: { ...values, org: chosen, device: deviceName(navigator.userAgent) } }),
    onSuccess: (session, chosen) => (chosen === undefined && session.orgs.length > 1 ? setChoice(session) : onEnter(session)),
  })
  const problem = signing.error && (
    <p role="alert" className={css.problem}>
      {text(signing.error)}
    </p>
  )
  if (choice)
    return (
      <>
        {problem}
        <ChooseOrg
          session={choice}
          isPending={signing.isPending}
          onChoose={(slug) => (slug === choice.org.slug ? onEnter(choice) : signing.mutate(slug))}
        />
      </>
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const lacking = {
      identifier: values.identifier.trim() === '' ? t('signIn.identifierMissing') : undefined,
      password: values.password === '' ? t('signIn.passwordMissing') : undefined,
    }
    setMissing(lacking)
    if (!lacking.identifier && !lacking.password) signing.mutate(org)
  }
  return (
    <form noValidate onSubmit={submit}>
      <h1>{t('signIn.title')}</h1>
      {problem}
      <TextField
        label={t('signIn.identifier')}
        fault={missing.identifier}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        value={values.identifier}
        onChange={(event) => setValues({ ...values, identifier: event.target.value })}
      />
      <TextField
        type="password"
        label={t('signIn.password')}
        fault={missing.password}
        autoComplete="current-password"
        maxLength={200}
        value={values.password}
        onChange={(event) => setValues({ ...values, password: event.target.value })}
      />
      <Button block type="primary" size="large" htmlType="submit" loading={signing.isPending}>
        {t('signIn.submit')}
      </Button>
      <p className={css.hint}>{t('signIn.forgotten')}</p>
    </form>
  )
}
