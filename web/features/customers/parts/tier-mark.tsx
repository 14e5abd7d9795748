import type { CustomerLine } from '@shuke/contract/customers/profile.ts'
import { useTranslation } from 'react-i18next'
import { Mark, type MarkTone } from '../../../ui/parts/mark.tsx'

export type ValueTierName = NonNullable<CustomerLine['valueTier']>

const TONES: Record<ValueTierName, MarkTone> = { tier_a: 'gold', tier_b: 'primary', tier_c: 'plain', tier_d: 'plain' }

/** The value tier by its name; never a bare letter, of which there are too many kinds. */
export function TierMark({ tier }: { tier: ValueTierName | null }) {
  const { t } = useTranslation()
  return tier ? <Mark tone={TONES[tier]}>{t(`customers.tiers.${tier}`)}</Mark> : null
}
