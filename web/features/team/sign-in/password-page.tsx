import { changePassword } from '@shuke/contract/team/sign-in.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../../lib/api/api-problem.ts'
import { call } from '../../../lib/api/call.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { sessionQuery, useSession } from '../../../lib/session/session.ts'
import { Card } from '../../../ui/page/card.tsx'
import { PageHeader } from '../../../ui/page/page-header.tsx'
import { showToast } from '../../../ui/toast/toast-store.ts'
import css from './sign-in.module.css'

interface Values {
  current: string
  next: string
  again: string
}

const SHORTEST = 10

/** Changes the own password; every other session ends. A first password must be changed before anything else. */
export function PasswordPage() {
  const { t } = useTranslation()
  const text = useProblemText()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { mustChangePassword } = useSession()
  const [form] = Form.useForm<Values>()
  const Item = Form.Item<Values>
  const changing = useMutation({
    mutationFn: ({ current, next }: Values) => call(changePassword, { body: { current, next } }),
    onSuccess: async () => {
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
      showToast({ text: t('password.done') })
      navigate({ to: '/find' })
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return
      for (const name of ['current', 'next'] as const) {
        const fault = error.faultOf(name)
        if (fault) form.setFields([{ name, errors: [fault] }])
      }
    },
  })
  return (
    <div className={css.narrow}>
      <PageHeader title={t('password.title')} note={t(mustChangePassword ? 'password.mustChange' : 'password.note')} />
      <Card>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => changing.mutate(values)}>
          {changing.error && (
            <p role="alert" className={css.problem}>
              {text(changing.error)}
            </p>
          )}
          <Item name="current" label={t('password.current')} rules={[{ required: true, message: t('signIn.passwordMissing') }]}>
            <Input type="password" autoComplete="current-password" maxLength={200} />
          </Item>
          <Item
            name="next"
            label={t('password.next')}
            rules={[{ required: true, min: SHORTEST, message: t('password.tooShort', { minimum: SHORTEST }) }]}
          >
            <Input type="password" autoComplete="new-password" maxLength={200} />
          </Item>
          <Item
            name="again"
            label={t('password.again')}
            dependencies={['next']}
            rules={[
              {
                validator: (_, value) =>
                  value === form.getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('password.different'))),
              },
            ]}
          >
            <Input type="password" autoComplete="new-password" maxLength={200} />
          </Item>
          <Button type="primary" htmlType="submit" loading={changing.isPending}>
            {t('password.submit')}
          </Button>
        </Form>
      </Card>
    </div>
  )
}
