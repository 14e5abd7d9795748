import type { CustomerLine } from '@shuke/contract/customers/profile.ts'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { nameOf } from './customer-name.tsx'
import css from './parts.module.css'
import { TierMark } from './tier-mark.tsx'

/** Two lines that tell people of the same name apart: form of address, phone, last visit and store. */
export function CustomerBriefLine({ customer }: { customer: CustomerLine }) {
  const { t } = useTranslation()
  const format = useFormats()
  const last = customer.purchases && t('customers.lastVisit', { when: format.relativeDay(customer.purchases.lastDay) })
  const facts = [customer.phone?.masked, customer.city, last, customer.store?.name].filter(Boolean)
  return (
    <span className={css.brief}>
      <span className={css.briefHead}>
        <strong>{nameOf(customer)}</strong>
        {customer.formOfAddress && <span className={css.address}>{customer.formOfAddress}</span>}
        <TierMark tier={customer.valueTier} />
      </span>
      <span className={css.briefFacts}>
        {facts.length > 0 ? facts.join(' · ') : t('customers.numbered', { customerNo: customer.customerNo })}
      </span>
    </span>
  )
}
