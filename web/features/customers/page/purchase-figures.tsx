import type { Customer } from '@shuke/contract/customers/profile.ts'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '../../../lib/formats/dates.ts'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import { useCan } from '../../../lib/session/session.ts'
import { StatTile } from '../../../ui/parts/stat-tile.tsx'
import css from './page.module.css'

/** Kept figures of the counted orders; every one opens the orders it was made from. */
export function PurchaseFigures({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const format = useFormats()
  const can = useCan()
  const { purchases, valueTier } = customer
  if (!purchases) return <p className={css.unknown}>{t('customers.page.noPurchases')}</p>
  const { net, orders, days, firstDay, lastDay } = purchases
  const rhythm = days > 1 ? Math.round(daysBetween(firstDay, lastDay) / (days - 1)) : undefined
  return (
    <Link
      to="/customers/$customerId"
      params={{ customerId: customer.id }}
      search={{ tab: 'orders' }}
      replace
      className={css.tiles}
    >
      <StatTile
        label={t('customers.fields.net')}
        value={format.moneyShort(net)}
        note={t('customers.page.exactly', { amount: format.money(net) })}
      />
      <StatTile
        label={t('customers.fields.orders')}
        value={format.count(orders)}
        note={t('customers.page.average', {
          amount: format.money({ ...net, amount: Math.round(net.amount / Math.max(orders, 1)) }),
        })}
      />
      <StatTile label={t('customers.fields.lastDay')} value={format.relativeDay(lastDay)} note={format.day(lastDay)} />
      <StatTile
        label={t('customers.page.rhythm')}
        value={rhythm === undefined ? t('customers.page.once') : t('customers.page.everyDays', { count: rhythm })}
        note={t('customers.page.since', { day: format.day(firstDay) })}
      />
      {valueTier && can('value.read') && (
        <span className={css.quiet}>{t('customers.page.tierWhy', { tier: t(`customers.tiers.${valueTier}`) })}</span>
      )}
    </Link>
  )
}
