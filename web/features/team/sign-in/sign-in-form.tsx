import { type Session, signIn } from '@shuke/contract/team/sign-in.ts'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api/call.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
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
  const [form] = Form.useForm<Values>()
  const [choice, setChoice] = useState<Session>()
  const signing = useMutation({
    mutationFn: (chosen: string | undefined) =>
      call(signIn, { body: { ...form.getFieldsValue(true), org: chosen, device: deviceName(navigator.userAgent) } }),
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
  return (
    <Form form={form} layout="vertical" requiredMark={false} onFinish={() => signing.mutate(org)}>
      <h1>{t('signIn.title')}</h1>
      {problem}
      <Form.Item<Values>
        name="identifier"
        label={t('signIn.identifier')}
        rules={[{ required: true, whitespace: true, message: t('signIn.identifierMissing') }]}
      >
        <Input size="large" autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={200} />
      </Form.Item>
      <Form.Item<Values>
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, message: t('signIn.passwordMissing') }]}
      >
        <Input.Password size="large" autoComplete="current-password" maxLength={200} />
      </Form.Item>
      <Button block type="primary" size="large" htmlType="submit" loading={signing.isPending}>
        {t('signIn.submit')}
      </Button>
      <p className={css.hint}>{t('signIn.forgotten')}</p>
    </Form>
  )
}
