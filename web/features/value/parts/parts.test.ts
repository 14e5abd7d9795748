import { expect, it } from 'vitest'
import { readRowsView } from '../rows/rows-view.ts'
import { scoreRange } from './score-range.ts'
import { segmentKey } from './segment-key.ts'

it('says which figures a score stands for', () => {
  const days = [14.2, 33, 72, 180]
  const recency = { isReversed: true, least: 0 }
  expect(scoreRange(days, 5, recency)).toEqual({ from: undefined, to: 14 })
  expect(scoreRange(days, 4, recency)).toEqual({ from: 15, to: 33 })
  expect(scoreRange(days, 1, recency)).toEqual({ from: 181, to: undefined })
  expect(scoreRange([1, 2, 3, 6], 4, { least: 1 })).toEqual({ from: 4, to: 6 })
  expect(scoreRange([1, 2, 3, 6], 1, { least: 1 })).toEqual({ from: 1, to: 1 })
  expect(scoreRange([250.106, 489.724, 941.942, 2057.914], 2, {})).toEqual({ from: 250.106, to: 489.724 })
})

it('has nothing to say for a score that nobody can have', () => {
  expect(scoreRange([1, 1, 2, 4], 2, { least: 1 })).toBeUndefined()
})

it('knows the segments by the names of the analysis', () => {
  expect(segmentKey("Can't Lose Them")).toBe('cant_lose_them')
  expect(segmentKey('About To Sleep')).toBe('about_to_sleep')
  expect(segmentKey('at_risk')).toBe('at_risk')
  expect(segmentKey('Something New')).toBeUndefined()
})

it('reads a drill-down from the address and drops nonsense', () => {
  expect(readRowsView({ asOf: '1998-07-01', tier: 'tier_a', r: '6', f: '5', segment: 'Lost' })).toEqual({
    asOf: '1998-07-01',
    tier: 'tier_a',
    r: undefined,
    f: '5',
    m: undefined,
    segment: 'Lost',
  })
  expect(readRowsView({ asOf: 'yesterday', tier: 'A' })).toMatchObject({ asOf: undefined, tier: undefined })
})
