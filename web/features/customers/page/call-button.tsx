import PhoneOutlined from '@ant-design/icons/es/icons/PhoneOutlined'
import type { Customer } from '@shuke/contract/customers/profile.ts'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '../../../lib/api/use-problem-text.ts'
import { showToast } from '../../../ui/toast/toast-store.ts'
import { revealValue } from './use-customer.ts'

/** Dials the customer's main phone; calling is the reason under which the number is opened. */
export function CallButton({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const text = useProblemText()
  const phones = customer.contacts.filter((contact) => contact.kind === 'phone' && contact.value.canReveal)
  const phone = phones.find((contact) => contact.isPrimary) ?? phones[0]
  if (!phone) return null
  const dial = async () => {
    try {
      location.href = `tel:${await revealValue(customer.id, phone.id, t('ui.reveal.reasons.call'))}`
    } catch (error) {
      showToast({ text: text(error), tone: 'failed' })
    }
  }
  return (
    <Button icon={<PhoneOutlined />} onClick={dial}>
      {t('customers.page.call')}
    </Button>
  )
}
