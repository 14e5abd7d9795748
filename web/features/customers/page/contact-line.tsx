import type { Customer } from '@shuke/contract/customers/profile.ts'
import { useTranslation } from 'react-i18next'
import { formatPhone } from '../../../lib/formats/phone.ts'
import { MaskedValue } from '../../../ui/parts/masked-value.tsx'
import css from './page.module.css'
import { revealValue } from './use-customer.ts'

interface Props {
  customerId: string
  contact: Customer['contacts'][number]
}

/** One way to reach the customer, masked until somebody says why. */
export function ContactLine({ customerId, contact }: Props) {
  const { t } = useTranslation()
  const kind = t(`customers.contacts.${contact.kind}`)
  return (
    <span className={css.contact}>
      <span className={css.number}>{contact.label ?? kind}</span>
      <MaskedValue
        label={kind}
        masked={contact.value.masked}
        canReveal={contact.value.canReveal}
        format={contact.kind === 'phone' ? formatPhone : undefined}
        reveal={(reason) => revealValue(customerId, contact.id, reason)}
      />
      {contact.isVerified && <span className={css.number}>{t('customers.contacts.verified')}</span>}
    </span>
  )
}
