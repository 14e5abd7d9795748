export { assignTiers } from './assign-tiers.ts'
export { compareCodePoints, type TieBreak, tiesByNumber, tiesByRank } from './code-point-order.ts'
export {
  type Concentration,
  type CurvePoint,
  concentration,
  customersForShare,
  descending,
  gini,
  topShare,
} from './concentration.ts'
export { NO_TIER, type TierMigration, tierMigration } from './migration.ts'
export { ABC_80_95_100, abcClasses, type Pyramid, rankPyramid, type TierFigures } from './pyramid.ts'
export { type ServiceTimeRow, serviceTimeTable, tierValueRatio } from './service-time.ts'
export { cumulativeTierSizes, PYRAMID_1_4_15_80, type RankScheme } from './tier-sizes.ts'
