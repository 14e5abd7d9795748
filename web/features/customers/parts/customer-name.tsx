import type { CustomerLine } from '@shuke/contract/customers/profile.ts'
import { Link } from '@tanstack/react-router'
import css from './parts.module.css'

type Named = Pick<CustomerLine, 'id' | 'name' | 'customerNo' | 'formOfAddress'>

/** How a customer is called in one line; someone without a name goes by the number. */
export const nameOf = (customer: Pick<Named, 'name' | 'customerNo'>): string => customer.name ?? customer.customerNo

/** Name and 称呼, as a link to the customer's page. */
export function CustomerName({ customer }: { customer: Named }) {
  return (
    <span className={css.name}>
      <Link to="/customers/$customerId" params={{ customerId: customer.id }}>
        {nameOf(customer)}
      </Link>
      {customer.formOfAddress && <span className={css.address}>{customer.formOfAddress}</span>}
    </span>
  )
}
