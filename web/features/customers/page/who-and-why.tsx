import { type Customer, LEAD_SOURCES } from '@shuke/contract/customers/profile.ts'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useCan } from '../../../lib/session/session.ts'
import { Mark } from '../../../ui/parts/mark.tsx'
import { useCustomerOrders, usualItems } from '../../interactions/index.tsx'
import { BirthdayText } from '../parts/birthday-text.tsx'
import css from './page.module.css'

interface Props {
  customer: Customer
  /** Opens the form; absent for those who may not change anything. */
  onFill?: () => void
}

/** What is known, in a fixed order; what is not known says so, and can be filled in where it is missed. */
export function WhoAndWhy({ customer, onFill }: Props) {
  const { t } = useTranslation()
  const can = useCan()
  const source = LEAD_SOURCES.find((one) => one === customer.leadSource)
  const place = [customer.country, customer.region, customer.city, customer.address?.masked].filter(Boolean).join(' ')
  return (
    <dl className={css.facts}>
      {can('orders.read') && <Habits customerId={customer.id} />}
      <Fact name={t('customers.fields.birthday')} onFill={onFill}>
        {customer.birthday && <BirthdayText birthday={customer.birthday} />}
      </Fact>
      <Fact name={t('customers.fields.sex')} onFill={onFill}>
        {customer.sex && t(`customers.sexes.${customer.sex}`)}
      </Fact>
      <Fact name={t('customers.fields.address')} onFill={onFill}>
        {place}
      </Fact>
      <Fact name={t('customers.fields.leadSource')}>{source ? t(`customers.sources.${source}`) : customer.leadSource}</Fact>
      <Fact name={t('customers.fields.plates')} onFill={onFill}>
        {customer.plates.join(' · ')}
      </Fact>
      <Fact name={t('customers.fields.tags')} onFill={onFill}>
        {customer.tags.length > 0 && (
          <span className={css.tags}>
            {customer.tags.map((tag) => (
              <Mark key={tag}>{tag}</Mark>
            ))}
          </span>
        )}
      </Fact>
      <Fact name={t('customers.fields.notes')} onFill={onFill}>
        {customer.notes && <span className={css.notes}>{customer.notes}</span>}
      </Fact>
    </dl>
  )
}

/** What the customer usually has and who did it last, read from the orders. */
function Habits({ customerId }: { customerId: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { orders, isPending } = useCustomerOrders(customerId)
  if (isPending) return null
  const usual = usualItems(orders)
  const last = orders.find((order) => order.kind === 'sale' || order.kind === 'consumption')
  const items = usual.items.map(({ name, times }) => t('customers.page.usualItem', { name, times })).join(' · ')
  const lastFacts =
    last && [format.day(last.businessDay), format.money(last.amount), ...last.performers.map((one) => one.name)].join(' · ')
  return (
    <>
      <Fact name={t('customers.page.usual')}>{items && t('customers.page.usualOf', { items, count: usual.orders })}</Fact>
      <Fact name={t('customers.page.last')}>{lastFacts}</Fact>
    </>
  )
}

function Fact({ name, onFill, children }: { name: string; onFill?: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children || (
          <span className={css.unknown}>
            {t('customers.unknown')}
            {onFill && (
              <button type="button" onClick={onFill}>
                {t('customers.page.fill')}
                <span className="visually-hidden">{name}</span>
              </button>
            )}
          </span>
        )}
      </dd>
    </div>
  )
}
