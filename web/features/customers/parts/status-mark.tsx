import type { CustomerLine } from '@shuke/contract/customers/profile.ts'
import { useTranslation } from 'react-i18next'
import { Mark, type MarkTone } from '../../../ui/parts/mark.tsx'

const TONES: Record<CustomerLine['status'], MarkTone> = {
  potential: 'quiet',
  new: 'primary',
  existing: 'quiet',
  dormant: 'quiet',
  lost: 'accent',
}

export function StatusMark({ status }: { status: CustomerLine['status'] }) {
  const { t } = useTranslation()
  return <Mark tone={TONES[status]}>{t(`customers.statuses.${status}`)}</Mark>
}
