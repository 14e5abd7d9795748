import { describe, expect, it } from 'vitest'
import { command } from '../cli/nps.ts'
import { truth, truthAvailable, truthPath, truthRows } from '../testing/truth-files.ts'
import { driverAnalysis } from './drivers.ts'
import { netPromoterScore } from './net-promoter-score.ts'

interface Published {
  n: number
  promoters: number
  passives: number
  detractors: number
  nps: number
  se: number
}

describe.skipIf(!truthAvailable)('published NPS data (R package NPS)', () => {
  it('shares, score and standard error', () => {
    const { se, ...published } = truth<Published>('nps.testdata')
    const { standardError, interval, ...found } = netPromoterScore(truthRows('nps_testdata.csv').map(({ REC }) => Number(REC)))
    expect(found).toEqual(published)
    expect(Math.abs(standardError - se)).toBeLessThan(1e-6)
    expect(interval[0]).toBeLessThan(0.1)
  })

  it('the command prints the same, and its groups add up to the whole', async () => {
    const file = truthPath('nps_testdata.csv')
    const printed = (await command.run([file, '--score', 'REC', '--by', 'BU'])) as Published & { by: Record<string, Published> }
    const { se, ...published } = truth<Published>('nps.testdata')
    expect(printed).toMatchObject(published)
    expect(Math.abs(printed.se - se)).toBeLessThan(1e-6)
    const groups = Object.values(printed.by)
    expect(groups).toHaveLength(4)
    expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(1000)
    expect(groups.reduce((sum, { n, nps }) => sum + n * nps, 0)).toBeCloseTo(100, 9)
  })

  it('tastiness and smileyness drive the score; the other two only go along with them', () => {
    const rows = truthRows('nps_testdata.csv')
    const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]))
    const names = ['Salesman.Bubbliness', 'Salesman.Chirpiness', 'Product.Tastiness', 'Salesman.Smileyness']
    const found = driverAnalysis(
      names.map((name) => ({ name, ratings: column(name) })),
      column('REC'),
    )
    expect(found.drivers.map(({ name }) => name).slice(0, 2)).toEqual(['Product.Tastiness', 'Salesman.Smileyness'])
    expect(found.drivers[0]!.coefficient).toBeGreaterThan(0.4)
    expect(found.drivers[1]!.coefficient).toBeGreaterThan(0.4)
    for (const { coefficient } of found.drivers.slice(2)) expect(Math.abs(coefficient)).toBeLessThan(0.05)
  })
})
