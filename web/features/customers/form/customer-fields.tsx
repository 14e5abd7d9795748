import { listStaff, listStores } from '@shuke/contract/team/stores.ts'
import { useQuery } from '@tanstack/react-query'
import { Form, Input, Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../../lib/api/call.ts'
import { useCan } from '../../../lib/session/session.ts'
import { AddressChips } from './address-chips.tsx'
import { BirthdayField } from './birthday-field.tsx'
import { CHOSEN_SOURCES, type CustomerValues } from './customer-values.ts'
import css from './form.module.css'

const Item = Form.Item<CustomerValues>

/** Who it is: the few things one asks at once. `children` stand right below the contact fields. */
export function MainFields({ withContacts, children }: { withContacts: boolean; children?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <Item name="kind">
        <Segmented
          aria-label={t('customers.fields.kind')}
          options={(['person', 'organisation'] as const).map((kind) => ({ value: kind, label: t(`customers.kinds.${kind}`) }))}
        />
      </Item>
      <Item name="name" label={t('customers.fields.name')}>
        <Input autoComplete="off" maxLength={200} placeholder={t('customers.create.namePlaceholder')} />
      </Item>
      <Item label={t('customers.fields.formOfAddress')} htmlFor="formOfAddress">
        <Item name="formOfAddress" noStyle>
          <Input id="formOfAddress" autoComplete="off" maxLength={40} placeholder={t('customers.create.addressPlaceholder')} />
        </Item>
        <AddressChips />
      </Item>
      {withContacts && (
        <Item name="phone" label={t('customers.fields.phone')}>
          <Input type="tel" autoComplete="off" maxLength={40} placeholder={t('customers.create.phonePlaceholder')} />
        </Item>
      )}
      {children}
      <Item name="leadSource" label={t('customers.fields.leadSource')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('customers.create.sourcePlaceholder')}
          options={CHOSEN_SOURCES.map((value) => ({ value, label: t(`customers.sources.${value}`) }))}
        />
      </Item>
      <Item name="birthday" label={t('customers.fields.birthday')}>
        <BirthdayField />
      </Item>
    </>
  )
}

/** What can come later. */
export function MoreFields({ withContacts }: { withContacts: boolean }) {
  const { t } = useTranslation()
  const tagsProps = { mode: 'tags' as const, open: false, suffixIcon: null, tokenSeparators: [',', ',', ' '] }
  return (
    <>
      {withContacts && (
        <div className={css.pair}>
          <Item name="wechat" label={t('customers.fields.wechat')}>
            <Input autoComplete="off" maxLength={200} />
          </Item>
          <Item name="email" label={t('customers.fields.email')}>
            <Input type="email" autoComplete="off" maxLength={200} />
          </Item>
        </div>
      )}
      <div className={css.pair}>
        <Item name="sex" label={t('customers.fields.sex')}>
          <Select
            allowClear
            options={(['female', 'male'] as const).map((value) => ({ value, label: t(`customers.sexes.${value}`) }))}
          />
        </Item>
        <Item name="city" label={t('customers.fields.city')}>
          <Input autoComplete="off" maxLength={100} />
        </Item>
      </div>
      <Item
        name="address"
        label={t('customers.fields.address')}
        extra={withContacts ? undefined : t('customers.edit.addressKept')}
      >
        <Input autoComplete="off" maxLength={500} />
      </Item>
      <Item name="plates" label={t('customers.fields.plates')}>
        <Select {...tagsProps} />
      </Item>
      <Item name="tags" label={t('customers.fields.tags')} extra={t('customers.create.tagsHint')}>
        <Select {...tagsProps} />
      </Item>
      <OwnerFields />
      <Item name="notes" label={t('customers.fields.notes')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={5000} />
      </Item>
    </>
  )
}

function OwnerFields() {
  const { t } = useTranslation()
  const can = useCan()
  const staff = useQuery({ queryKey: ['staff'], queryFn: () => call(listStaff), enabled: can('staff.read'), staleTime: 60_000 })
  const stores = useQuery({
    queryKey: ['stores'],
    queryFn: () => call(listStores),
    enabled: can('stores.read'),
    staleTime: 60_000,
  })
  const chosen = { allowClear: true, showSearch: { optionFilterProp: 'label' } }
  return (
    <div className={css.pair}>
      <Item name="ownerId" label={t('customers.fields.owner')}>
        <Select
          {...chosen}
          options={staff.data?.data.filter((one) => one.isActive).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Item>
      <Item name="storeId" label={t('customers.fields.store')}>
        <Select {...chosen} options={stores.data?.data.map(({ id, name }) => ({ value: id, label: name }))} />
      </Item>
    </div>
  )
}
