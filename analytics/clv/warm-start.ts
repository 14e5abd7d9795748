import { minimise, type Objective, type SearchOptions } from '../stats/index.ts'
import { covarianceOfFree } from './covariance.ts'

/**
 * Searches a small likeness of a large problem first and hands its answer and curvature on as the start: the search on all rows then
 * needs a few looks only. Where the likeness gives no clear answer, the search stays as it was.
 */
export function warmStart(search: SearchOptions, likeness: Objective): SearchOptions {
  const minimum = minimise(likeness, { ...search, tolerance: 1e-9 })
  const startInverse = covarianceOfFree(likeness, minimum)
  if (minimum.status !== 'converged' || minimum.atBound.some((bound) => bound) || !startInverse) return search
  return { ...search, starts: [[...minimum.x], ...search.starts], startInverse }
}
