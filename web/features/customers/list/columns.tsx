import type { CustomerLine } from '@shuke/contract/customers/profile.ts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../../../lib/formats/use-formats.ts'
import type { Column } from '../../../ui/table/data-table.tsx'
import { CustomerName } from '../parts/customer-name.tsx'
import { StatusMark } from '../parts/status-mark.tsx'
import { TierMark } from '../parts/tier-mark.tsx'

/** Columns of the customer list; figures stand right, sorted by the API. */
export function useCustomerColumns(): readonly Column<CustomerLine>[] {
  const { t } = useTranslation()
  const format = useFormats()
  return useMemo(
    () => [
      {
        key: 'name',
        title: t('customers.fields.name'),
        width: 'minmax(150px, 2fr)',
        sortField: 'name',
        render: (row) => <CustomerName customer={row} />,
      },
      { key: 'tier', title: t('customers.fields.valueTier'), width: '92px', render: (row) => <TierMark tier={row.valueTier} /> },
      {
        key: 'status',
        from: 880,
        title: t('customers.fields.status'),
        width: '76px',
        render: (row) => <StatusMark status={row.status} />,
      },
      { key: 'phone', title: t('customers.fields.phone'), width: '116px', render: (row) => row.phone?.masked },
      { key: 'city', from: 980, title: t('customers.fields.city'), width: 'minmax(72px, 1fr)', render: (row) => row.city },
      {
        key: 'lastDay',
        title: t('customers.fields.lastDay'),
        width: '96px',
        sortField: 'lastDay',
        render: (row) =>
          row.purchases && <time dateTime={row.purchases.lastDay}>{format.relativeDay(row.purchases.lastDay)}</time>,
      },
      {
        key: 'orders',
        from: 760,
        title: t('customers.fields.orders'),
        width: '64px',
        align: 'end',
        render: (row) => row.purchases && format.count(row.purchases.orders),
      },
      {
        key: 'net',
        title: t('customers.fields.net'),
        width: '120px',
        align: 'end',
        sortField: 'net',
        render: (row) => row.purchases && format.money(row.purchases.net),
      },
      {
        key: 'owner',
        from: 1060,
        title: t('customers.fields.owner'),
        width: 'minmax(72px, 0.8fr)',
        render: (row) => row.owner?.name,
      },
      {
        key: 'customerNo',
        from: 1150,
        title: t('customers.fields.customerNo'),
        width: 'minmax(92px, 0.9fr)',
        sortField: 'customerNo',
        render: (row) => row.customerNo,
      },
    ],
    [t, format],
  )
}
