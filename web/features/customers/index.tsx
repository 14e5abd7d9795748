export { CustomerLink } from './parts/customer-link.tsx'
export { CustomerName } from './parts/customer-name.tsx'
export { TierMark } from './parts/tier-mark.tsx'
