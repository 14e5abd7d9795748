import EditOutlined from '@ant-design/icons/es/icons/EditOutlined'
import FormOutlined from '@ant-design/icons/es/icons/FormOutlined'
import type { Customer } from '@shuke/contract/customers/profile.ts'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useIsNarrow } from '../../../lib/screen/use-is-narrow.ts'
import { Mark } from '../../../ui/parts/mark.tsx'
import { nameOf } from '../parts/customer-name.tsx'
import { StatusMark } from '../parts/status-mark.tsx'
import { TierMark } from '../parts/tier-mark.tsx'
import { CallButton } from './call-button.tsx'
import { ContactLine } from './contact-line.tsx'
import css from './page.module.css'

interface Props {
  customer: Customer
  onEdit?: () => void
  onNote?: () => void
}

/** Painted first and always in sight: who this is, how to reach them, who looks after them. */
export function CustomerHeader({ customer, onEdit, onNote }: Props) {
  const { t } = useTranslation()
  const isNarrow = useIsNarrow()
  const { owner, store, firstReceivedBy } = customer
  const care = [
    owner && t('customers.page.owner', { name: owner.name }),
    store?.name,
    firstReceivedBy && t('customers.page.firstReceivedBy', { name: firstReceivedBy.name }),
  ].filter(Boolean)
  return (
    <header className={css.header}>
      <div className={css.identity}>
        <div className={css.title}>
          <h1 title={nameOf(customer)}>{nameOf(customer)}</h1>
          {customer.formOfAddress && (
            <span className={css.address}>{t('customers.page.formOfAddress', { address: customer.formOfAddress })}</span>
          )}
          <TierMark tier={customer.valueTier} />
          {customer.isVip && customer.valueTier !== 'tier_a' && <Mark tone="gold">{t('customers.vip')}</Mark>}
          {customer.kind === 'organisation' && <Mark>{t('customers.kinds.organisation')}</Mark>}
          <StatusMark status={customer.status} />
        </div>
        <div className={css.reach}>
          <span className={css.number}>{t('customers.numbered', { customerNo: customer.customerNo })}</span>
          {customer.contacts.map((contact) => (
            <ContactLine key={contact.id} customerId={customer.id} contact={contact} />
          ))}
          {care.length > 0 && <span>{care.join(' · ')}</span>}
        </div>
      </div>
      <div className={css.actions}>
        {isNarrow && <CallButton customer={customer} />}
        {onEdit && (
          <Button icon={<EditOutlined />} onClick={onEdit}>
            {t('customers.page.edit')}
          </Button>
        )}
        {onNote && (
          <Button type="primary" icon={<FormOutlined />} onClick={onNote}>
            {t('customers.page.note')}
          </Button>
        )}
      </div>
    </header>
  )
}
