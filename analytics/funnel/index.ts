export { type Funnel, type FunnelDeal, type FunnelStage, funnel } from './stage-conversion.ts'
