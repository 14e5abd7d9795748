import type { CustomerLine } from '@shuke/contract/customers/profile.ts'
import { Link } from '@tanstack/react-router'
import { CustomerBriefLine } from './customer-brief-line.tsx'

/** The two lines as a link to the customer's page. */
export function CustomerLink({ customer, onClick }: { customer: CustomerLine; onClick?: () => void }) {
  return (
    <Link to="/customers/$customerId" params={{ customerId: customer.id }} onClick={onClick}>
      <CustomerBriefLine customer={customer} />
    </Link>
  )
}
