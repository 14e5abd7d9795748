import { CustomerStatus, ValueTier } from '@shuke/contract/customers/profile.ts'
import { Button, Input, Select } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRested } from '../find/use-find.ts'
import css from './list.module.css'
import { filterCount, type ListView } from './list-view.ts'

interface Props {
  view: ListView
  onChange: (change: Partial<ListView>) => void
}

const TYPING_MS = 300

/** A field that passes its text on once typing rests, and follows the view when that changes from elsewhere. */
export function RestedInput({
  value,
  label,
  onRest,
  className,
}: {
  value: string
  label: string
  onRest: (text: string) => void
  className?: string
}) {
  const [typed, setTyped] = useState(value)
  const rested = useRested(typed, TYPING_MS)
  useEffect(() => setTyped(value), [value])
  // Once for what was typed: the view follows a moment later, and asking again until it does would never end.
  const tell = useEffectEvent((text: string) => {
    if (text !== value) onRest(text)
  })
  useEffect(() => {
    if (rested === typed) tell(rested)
  }, [rested, typed])
  return (
    <Input
      allowClear
      className={className}
      value={typed}
      placeholder={label}
      aria-label={label}
      maxLength={100}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}

/** Tier, status, city and tag; every choice is at once in the address. */
export function ListFilters({ view, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className={css.filters}>
      <Select
        allowClear
        value={view.valueTier}
        placeholder={t('customers.fields.valueTier')}
        aria-label={t('customers.fields.valueTier')}
        onChange={(valueTier) => onChange({ valueTier })}
        options={ValueTier.options.map((value) => ({ value, label: t(`customers.tiers.${value}`) }))}
      />
      <Select
        allowClear
        value={view.status}
        placeholder={t('customers.fields.status')}
        aria-label={t('customers.fields.status')}
        onChange={(status) => onChange({ status })}
        options={CustomerStatus.options.map((value) => ({ value, label: t(`customers.statuses.${value}`) }))}
      />
      <RestedInput
        value={view.city ?? ''}
        label={t('customers.fields.city')}
        onRest={(city) => onChange({ city: city || undefined })}
      />
      <RestedInput
        value={view.tag ?? ''}
        label={t('customers.fields.tag')}
        onRest={(tag) => onChange({ tag: tag || undefined })}
      />
      {filterCount(view) > 0 && (
        <Button
          type="link"
          onClick={() => onChange({ valueTier: undefined, status: undefined, city: undefined, tag: undefined })}
        >
          {t('customers.list.clear')}
        </Button>
      )}
    </div>
  )
}
