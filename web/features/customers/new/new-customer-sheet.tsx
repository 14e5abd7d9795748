import { createCustomer } from '@shuke/contract/customers/profile.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api/call.ts'
import { newId } from '../../../lib/api/new-id.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { holdReload } from '../../../lib/api/version-watch.ts'
import { Sheet } from '../../../ui/overlay/sheet.tsx'
import { showToast } from '../../../ui/toast/toast-store.ts'
import { MainFields, MoreFields } from '../form/customer-fields.tsx'
import { type CustomerValues, newCustomerFrom } from '../form/customer-values.ts'
import { showFaults } from '../form/field-faults.ts'
import css from '../form/form.module.css'
import { DuplicateWarning } from './duplicate-warning.tsx'

interface Props {
  onClose: () => void
  onCreated: (customerId: string) => void
}

/** A new customer in twenty seconds: name or phone is enough, everything else can wait. */
export function NewCustomerSheet({ onClose, onCreated }: Props) {
  const { t } = useTranslation()
  const text = useProblemText()
  const client = useQueryClient()
  const [form] = Form.useForm<CustomerValues>()
  // Made once: pressing twice, or again after a lost answer, creates one customer.
  const [id] = useState(() => newId())
  useEffect(holdReload, [])
  const creation = useMutation({
    mutationFn: (values: CustomerValues) => call(createCustomer, { body: newCustomerFrom(id, values), idempotencyKey: id }),
    onSuccess: (customer) => {
      client.setQueryData(['customers', 'one', customer.id], customer)
      client.invalidateQueries({ queryKey: ['customers'], predicate: (query) => query.queryKey[1] !== 'one' })
      showToast({ text: t('customers.create.done', { name: customer.name ?? customer.customerNo }) })
      onCreated(customer.id)
    },
    onError: (error) => showFaults(form, error),
  })
  const submit = (values: CustomerValues) => {
    if (!values.name?.trim() && !values.phone?.trim())
      form.setFields([{ name: 'name', errors: [t('customers.create.nameOrPhone')] }])
    else creation.mutate(values)
  }
  return (
    <Sheet
      title={t('customers.create.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="primary" loading={creation.isPending} onClick={form.submit}>
            {t('customers.create.save')}
          </Button>
        </>
      }
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'person', leadSource: 'walk_in' }}
        onFinish={submit}
      >
        {creation.error && (
          <p role="alert" className={css.problem}>
            {text(creation.error)}
          </p>
        )}
        <MainFields withContacts>
          <DuplicateWarning onLeave={onClose} />
        </MainFields>
        <details className={css.more}>
          <summary>{t('customers.create.more')}</summary>
          <MoreFields withContacts />
        </details>
        <button type="submit" hidden />
      </Form>
    </Sheet>
  )
}
