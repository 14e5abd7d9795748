import { type Session, setUp, Trade } from '@shuke/contract/team/sign-in.ts'
import { useMutation } from '@tanstack/react-query'
import { Button, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../../lib/api/api-problem.ts'
import { call } from '../../../lib/api/call.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import css from './sign-in.module.css'

interface Values {
  code: string
  orgName: string
  trade: (typeof Trade.options)[number]
  currency: string
  timezone: string
  ownerName: string
  identifier: string
  password: string
}

const FIELDS = [
  'code',
  'orgName',
  'trade',
  'currency',
  'timezone',
  'ownerName',
  'identifier',
  'password',
] as const satisfies readonly (keyof Values)[]
const CURRENCIES = ['CNY', 'HKD', 'TWD', 'SGD', 'USD', 'EUR', 'GBP', 'JPY']
const SHORTEST_PASSWORD = 10

/** Currencies and zones stand in one list with what this browser is set to first. */
const timezones = (): string[] => [
  ...new Set([Intl.DateTimeFormat().resolvedOptions().timeZone, 'Asia/Shanghai', ...Intl.supportedValuesOf('timeZone')]),
]

/** First start: who has the code from the console makes the first org and becomes its owner. */
export function SetUpForm({ code, onEnter }: { code?: string; onEnter: (session: Session) => void }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const [form] = Form.useForm<Values>()
  const setting = useMutation({
    mutationFn: (values: Values) => call(setUp, { body: values }),
    onSuccess: onEnter,
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return
      form.setFields(FIELDS.flatMap((name) => (error.faultOf(name) ? [{ name, errors: [error.faultOf(name)!] }] : [])))
    },
  })
  const required = (message: string) => [{ required: true, whitespace: true, message }]
  const Item = Form.Item<Values>
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ code, trade: 'salon', currency: 'CNY', timezone: Intl.DateTimeFormat().resolvedOptions().timeZone }}
      onFinish={(values) => setting.mutate(values)}
    >
      <h1>{t('setUp.title')}</h1>
      <p className={css.hint}>{t('setUp.hint')}</p>
      {setting.error && (
        <p role="alert" className={css.problem}>
          {text(setting.error)}
        </p>
      )}
      <Item name="code" label={t('setUp.code')} extra={t('setUp.codeHint')} rules={required(t('setUp.codeMissing'))}>
        <Input autoComplete="one-time-code" spellCheck={false} maxLength={200} />
      </Item>
      <Item name="orgName" label={t('setUp.orgName')} rules={required(t('setUp.orgNameMissing'))}>
        <Input autoComplete="organization" maxLength={100} placeholder={t('setUp.orgNamePlaceholder')} />
      </Item>
      <Item name="trade" label={t('setUp.trade')}>
        <Radio.Group className={css.trades}>
          {Trade.options.map((trade) => (
            <Radio key={trade} value={trade}>
              {t(`setUp.trades.${trade}`)}
            </Radio>
          ))}
        </Radio.Group>
      </Item>
      <div className={css.pair}>
        <Item name="currency" label={t('setUp.currency')}>
          <Select
            options={CURRENCIES.map((value) => ({ value, label: t(`setUp.currencies.${value}` as 'setUp.currencies.CNY') }))}
          />
        </Item>
        <Item name="timezone" label={t('setUp.timezone')}>
          <Select showSearch options={timezones().map((value) => ({ value, label: value }))} />
        </Item>
      </div>
      <div className={css.pair}>
        <Item name="ownerName" label={t('setUp.ownerName')} rules={required(t('setUp.ownerNameMissing'))}>
          <Input autoComplete="name" maxLength={100} />
        </Item>
        <Item name="identifier" label={t('signIn.identifier')} rules={required(t('signIn.identifierMissing'))}>
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} maxLength={200} />
        </Item>
      </div>
      <Item
        name="password"
        label={t('signIn.password')}
        rules={[{ required: true, min: SHORTEST_PASSWORD, message: t('password.tooShort', { minimum: SHORTEST_PASSWORD }) }]}
      >
        <Input type="password" autoComplete="new-password" maxLength={200} />
      </Item>
      <Button block type="primary" size="large" htmlType="submit" loading={setting.isPending}>
        {t('setUp.submit')}
      </Button>
    </Form>
  )
}
