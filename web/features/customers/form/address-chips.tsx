import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CustomerValues } from './customer-values.ts'
import { familyNameIn } from './family-name.ts'
import css from './form.module.css'

/** Forms of address to choose from once a name is there; chosen by a person, never guessed from age or sex. */
export function AddressChips() {
  const { t } = useTranslation()
  const form = Form.useFormInstance<CustomerValues>()
  const family = familyNameIn(Form.useWatch('name', form) ?? '')
  if (!family) return null
  return (
    <div className={css.chips}>
      {t('customers.create.addressForms', { returnObjects: true, family }).map((address) => (
        <Button key={address} size="small" onClick={() => form.setFieldValue('formOfAddress', address)}>
          {address}
        </Button>
      ))}
    </div>
  )
}
