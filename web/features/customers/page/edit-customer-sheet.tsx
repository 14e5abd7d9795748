import type { Customer } from '@shuke/contract/customers/profile.ts'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Form } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../../../lib/api/api-problem.ts'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { holdReload } from '../../../lib/api/version-watch.ts'
import { Sheet } from '../../../ui/overlay/sheet.tsx'
import { showToast } from '../../../ui/toast/toast-store.ts'
import { MainFields, MoreFields } from '../form/customer-fields.tsx'
import { type CustomerValues, valuesOf } from '../form/customer-values.ts'
import { showFaults } from '../form/field-faults.ts'
import css from '../form/form.module.css'
import { nameOf } from '../parts/customer-name.tsx'
import { customerQuery, useSaveCustomer } from './use-customer.ts'

interface Props {
  customer: Customer
  onClose: () => void
}

/** Changes a customer. When somebody else was faster, their version is loaded below what was typed here, and saving goes on from there. */
export function EditCustomerSheet({ customer, onClose }: Props) {
  const { t } = useTranslation()
  const text = useProblemText()
  const client = useQueryClient()
  const [form] = Form.useForm<CustomerValues>()
  const [base, setBase] = useState(customer)
  const [isOvertaken, setOvertaken] = useState(false)
  const saving = useSaveCustomer()
  useEffect(holdReload, [])

  const takeTheirs = async () => {
    const theirs = await client.fetchQuery({ ...customerQuery(customer.id), staleTime: 0 })
    const values = valuesOf(theirs)
    for (const [name, value] of Object.entries(values) as [keyof CustomerValues, never][])
      if (!form.isFieldTouched(name)) form.setFieldValue(name, value)
    setBase(theirs)
    setOvertaken(true)
  }
  const undo = (saved: Customer) => () => saving.mutate({ customer: saved, before: valuesOf(saved), after: valuesOf(base) })
  const save = (after: CustomerValues) =>
    saving.mutate(
      { customer: base, before: valuesOf(base), after },
      {
        onSuccess: (saved) => {
          showToast({ text: t('customers.edit.done', { name: nameOf(saved) }), undo: undo(saved) })
          onClose()
        },
        onError: (error) => {
          if (error instanceof ApiProblem && error.status === 412) takeTheirs()
          else showFaults(form, error)
        },
      },
    )
  const isStale = saving.error instanceof ApiProblem && saving.error.status === 412
  return (
    <Sheet
      title={t('customers.edit.title', { name: nameOf(customer) })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button type="primary" loading={saving.isPending} onClick={form.submit}>
            {t('customers.edit.save')}
          </Button>
        </>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={valuesOf(customer)} onFinish={save}>
        <div role="alert">
          {isOvertaken && <p className={css.problem}>{t('customers.edit.overtaken')}</p>}
          {saving.error && !isStale && <p className={css.problem}>{text(saving.error)}</p>}
        </div>
        <MainFields withContacts={false} />
        <MoreFields withContacts={false} />
        <button type="submit" hidden />
      </Form>
    </Sheet>
  )
}
