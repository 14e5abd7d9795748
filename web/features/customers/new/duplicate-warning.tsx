import { findDuplicates } from '@shuke/contract/customers/profile.ts'
import { useQuery } from '@tanstack/react-query'
import { Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api/call.ts'
import { useRested } from '../find/use-find.ts'
import type { CustomerValues } from '../form/customer-values.ts'
import css from '../form/form.module.css'
import { CustomerLink } from '../parts/customer-link.tsx'

const PAUSE_MS = 250
const SHORTEST_PHONE = 7

/** Says while one types that this phone, e-mail or plate is known: perhaps the same person, perhaps family. */
export function DuplicateWarning({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance<CustomerValues>()
  const phone = (Form.useWatch('phone', form) ?? '').replaceAll(/\D/g, '')
  const email = (Form.useWatch('email', form) ?? '').trim()
  const plate = (Form.useWatch('plates', form) ?? []).at(-1)
  const keys = useRested(
    JSON.stringify({
      ...(phone.length >= SHORTEST_PHONE && { phone }),
      ...(/.@.+\../.test(email) && { email }),
      ...(plate && { plate }),
    }),
    PAUSE_MS,
  )
  const known = useQuery({
    queryKey: ['customers', 'duplicates', keys],
    queryFn: ({ signal }) => call(findDuplicates, { body: JSON.parse(keys), signal }),
    enabled: keys !== '{}',
  })
  const twins = keys === '{}' ? [] : (known.data?.data ?? [])
  return (
    <div aria-live="polite">
      {twins.length > 0 && (
        <div className={css.twins}>
          <strong>{t('customers.create.duplicates', { count: twins.length })}</strong>
          {twins.slice(0, 3).map((customer) => (
            <CustomerLink key={customer.id} customer={customer} onClick={onLeave} />
          ))}
        </div>
      )}
    </div>
  )
}
