export { CustomerLink } from './parts/customer-link.tsx'
export { CustomerName, nameOf } from './parts/customer-name.tsx'
export { TierMark, type ValueTierName } from './parts/tier-mark.tsx'
