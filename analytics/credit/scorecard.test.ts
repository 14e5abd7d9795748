import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../stats/random.ts'
import { applyScorecard } from './apply-scorecard.ts'
import { binColumn, binIndices, MISSING } from './binning.ts'
import { buildScorecard } from './build-scorecard.ts'
import type { FeatureColumn } from './design-matrix.ts'
import { predictLogistic } from './logistic.ts'
import { creditGrade, scaling, scoreOfProbability } from './score-scale.ts'
import { populationStability, scoreStability } from './stability.ts'
import { strengthOf, weightOfEvidence } from './woe.ts'

/** People whose debt and job matter and whose shoe size does not. */
function people(count: number, seed: number): { columns: FeatureColumn[]; bad: Uint8Array } {
  const random = new Random(seed)
  const debt = new Float64Array(count)
  const shoe = new Float64Array(count)
  const job: string[] = []
  const bad = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    debt[i] = random.uniform() < 0.1 ? Number.NaN : random.exponential(1 / 1000)
    shoe[i] = 36 + random.integer(12)
    job.push(random.pick(['none', 'worker', 'master']))
    const eta = -1.5 + (Number.isNaN(debt[i]!) ? 0 : debt[i]! / 800 - 1) + { none: 1, worker: 0, master: -1 }[job[i]!]!
    bad[i] = random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0
  }
  return {
    columns: [
      { name: 'debt', kind: 'number', values: debt },
      { name: 'job', kind: 'text', values: job },
      { name: 'shoe', kind: 'number', values: shoe },
    ],
    bad,
  }
}

const sample = people(5000, 1)

describe('weight of evidence', () => {
  it('by hand: 80/20 against 20/80 gives ±ln 4 and 1.2·ln 4', () => {
    const { woe, informationValue } = weightOfEvidence([
      { goods: 80, bads: 20 },
      { goods: 20, bads: 80 },
    ])
    expect(woe[0]).toBeCloseTo(Math.log(4), 12)
    expect(woe[1]).toBeCloseTo(-Math.log(4), 12)
    expect(informationValue).toBeCloseTo(1.2 * Math.log(4), 12)
  })

  it('stays finite with an empty cell and is never negative', () => {
    const bins = fc.array(fc.record({ goods: fc.nat(50), bads: fc.nat(50) }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(bins, (list) => {
        fc.pre(list.some((bin) => bin.goods > 0) && list.some((bin) => bin.bads > 0))
        const { woe, informationValue } = weightOfEvidence(list)
        expect(woe.every(Number.isFinite)).toBe(true)
        expect(informationValue).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  it('names the practice bands', () => {
    expect([0.01, 0.02, 0.2, 0.5, 0.7].map(strengthOf)).toEqual(['useless', 'weak', 'medium', 'strong', 'suspicious'])
  })
})

describe('binning', () => {
  it('a number is cut into monotone bins; missing is a bin of its own', () => {
    const binning = binColumn(sample.columns[0]!, sample.bad)
    const numbered = binning.bins.filter((bin) => bin.low !== undefined)
    expect(numbered.length).toBeGreaterThan(2)
    numbered.forEach((bin, k) => {
      if (k > 0) expect(bin.woe).toBeLessThan(numbered[k - 1]!.woe)
    })
    expect(binning.bins.at(-1)!.label).toBe(MISSING)
    expect(binning.bins.reduce((sum, bin) => sum + bin.goods + bin.bads, 0)).toBe(5000)
  })

  it('a useless variable stays below 0.02', () => {
    expect(binColumn(sample.columns[2]!, sample.bad).informationValue).toBeLessThan(0.02)
  })

  it('finds the bin of every row again, −1 for what was never seen', () => {
    const binning = binColumn(sample.columns[0]!, sample.bad)
    const counts = binning.bins.map(() => 0)
    for (const k of binIndices(binning, sample.columns[0]!)) counts[k]!++
    expect(counts).toEqual(binning.bins.map((bin) => bin.goods + bin.bads))
    const job = binColumn(sample.columns[1]!, sample.bad)
    expect([...binIndices(job, { name: 'job', kind: 'text', values: ['pilot'] })]).toEqual([-1])
  })
})

describe('scorecard', () => {
  const card = buildScorecard(sample.columns, sample.bad)

  it('600 at 50:1 and 20 points to double: factor 28.85, 100:1 gives 620', () => {
    expect(scaling().factor).toBeCloseTo(28.8539, 4)
    expect(scoreOfProbability(1 / 51)).toBeCloseTo(600, 9)
    expect(scoreOfProbability(1 / 101)).toBeCloseTo(620, 9)
  })

  it('keeps what informs, leaves out the shoe size with its reason', () => {
    expect(card.characteristics.map(({ binning }) => binning.name).sort()).toEqual(['debt', 'job'])
    expect(card.leftOut).toMatchObject([{ name: 'shoe', reason: 'useless' }])
    expect(card.fit.auc).toBeGreaterThan(0.7)
  })

  it('points are linear in the log-odds of the model', () => {
    const { scores } = applyScorecard(card, sample.columns)
    const { factor, offset } = scaling()
    const width = card.characteristics.length
    const evidence = new Float64Array(5000 * width)
    card.characteristics.forEach(({ binning }, k) => {
      const bins = binIndices(binning, sample.columns.find((column) => column.name === binning.name)!)
      bins.forEach((bin, i) => {
        evidence[i * width + k] = binning.bins[bin]!.woe
      })
    })
    const bad = predictLogistic(card.model, { rows: 5000, columns: width, values: evidence, names: [] })
    scores.forEach((score, i) => {
      expect(score).toBeCloseTo(offset + factor * Math.log((1 - bad[i]!) / bad[i]!), 6)
    })
  })

  it('reasons name the largest losses against the average first', () => {
    const { reasons } = applyScorecard(card, [
      { name: 'debt', kind: 'number', values: Float64Array.of(9000, 10) },
      { name: 'job', kind: 'text', values: ['none', 'pilot'] },
    ])
    expect(reasons[0]!.map((reason) => reason.characteristic)).toEqual(['debt', 'job'])
    expect(reasons[0]![0]!.lost).toBeGreaterThan(reasons[0]![1]!.lost)
    expect(reasons[1]).toEqual([])
    expect(() => applyScorecard(card, [])).toThrow('lacks')
  })

  it('grade bounds are inclusive', () => {
    expect([700, 650, 649.9, 600, 550, 549].map((score) => creditGrade(score, [650, 600, 550]))).toEqual([0, 0, 1, 1, 2, 3])
    expect(() => creditGrade(1, [1, 2])).toThrow('bounds[1]')
  })
})

describe('population stability', () => {
  it('the same people are stable, shifted ones raise the alarm', () => {
    const scores = applyScorecard(buildScorecard(sample.columns, sample.bad), sample.columns).scores
    expect(scoreStability(scores, scores)).toMatchObject({ psi: 0, verdict: 'stable' })
    expect(
      scoreStability(
        scores,
        scores.map((score) => score - 30),
      ).verdict,
    ).toBe('act')
  })

  it('by hand: 50/50 to 60/40', () => {
    const { psi, verdict } = populationStability([50, 50], [60, 40])
    expect(psi).toBeCloseTo(0.1 * Math.log(1.2) - 0.1 * Math.log(0.8), 12)
    expect(verdict).toBe('stable')
    expect(() => populationStability([1, -1], [1, 1])).toThrow('expected[1]')
  })
})
