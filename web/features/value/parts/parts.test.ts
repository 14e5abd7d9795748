import { expect, it } from 'vitest'
import { readRowsView } from '../rows/rows-view.ts'
import { scoreRange } from './score-range.ts'
import { segmentKey } from './segment-key.ts'

it('says which figures a score stands for', () => {
  const cuts = [14.2, 33, 72, 180]
  expect(scoreRange(cuts, 5, true)).toEqual({ above: undefined, upTo: 14.2 })
  expect(scoreRange(cuts, 1, true)).toEqual({ above: 180, upTo: undefined })
  expect(scoreRange(cuts, 2, false)).toEqual({ above: 14.2, upTo: 33 })
  expect(scoreRange(cuts, 5, false)).toEqual({ above: 180, upTo: undefined })
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
