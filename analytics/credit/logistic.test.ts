import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../stats/random.ts'
import { brierScore, crossValidate } from './cross-validation.ts'
import { type DesignMatrix, designMatrix } from './design-matrix.ts'
import { discrimination } from './discrimination.ts'
import { fitLogistic, predictLogistic } from './logistic.ts'

function oneColumn(values: readonly number[]): DesignMatrix {
  return { rows: values.length, columns: 1, values: Float64Array.from(values), names: ['x'] }
}

function simulated(rows: number, coefficients: readonly number[], seed: number) {
  const random = new Random(seed)
  const columns = coefficients.length - 1
  const values = new Float64Array(rows * columns)
  const target = new Uint8Array(rows)
  for (let i = 0; i < rows; i++) {
    let eta = coefficients[0]!
    for (let j = 0; j < columns; j++) {
      values[i * columns + j] = random.normal()
      eta += coefficients[j + 1]! * values[i * columns + j]!
    }
    target[i] = random.uniform() < 1 / (1 + Math.exp(-eta)) ? 1 : 0
  }
  return { design: { rows, columns, values, names: coefficients.slice(1).map((_, j) => `x${j}`) }, target }
}

describe('logistic regression', () => {
  it('one dummy: the coefficients are the log-odds of the 2×2 table, the standard error is Woolf’s', () => {
    // x = 0: 30 of 100; x = 1: 60 of 100.
    const x = Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : 1))
    const target = Uint8Array.from(x, (_, i) => (i < 30 || (i >= 100 && i < 160) ? 1 : 0))
    const model = fitLogistic(oneColumn(x), target)
    expect(model.coefficients[0]).toBeCloseTo(Math.log(30 / 70), 9)
    expect(model.coefficients[1]).toBeCloseTo(Math.log(60 / 40) - Math.log(30 / 70), 9)
    expect(model.standardErrors[0]).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 70), 8)
    expect(model.standardErrors[1]).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 70 + 1 / 60 + 1 / 40), 8)
    expect(model).toMatchObject({ rank: 2, degreesOfFreedom: 198, converged: true, separable: false, warnings: [] })
  })

  it('recovers the parameters of simulated data within three standard errors', () => {
    const truth = [-1, 0.8, -0.5, 0]
    const { design, target } = simulated(20_000, truth, 7)
    const model = fitLogistic(design, target)
    truth.forEach((value, k) => {
      expect(Math.abs(model.coefficients[k]! - value)).toBeLessThan(3 * model.standardErrors[k]!)
    })
  })

  it('does not depend on the units of a column, even far from zero', () => {
    const { design, target } = simulated(500, [0.2, 1], 3)
    const shifted = oneColumn(Array.from(design.values, (x) => 1_700_000_000 + 1000 * x))
    const plain = fitLogistic(design, target)
    const far = fitLogistic(shifted, target)
    expect(far.deviance).toBeCloseTo(plain.deviance, 6)
    expect(far.coefficients[1]! * 1000).toBeCloseTo(plain.coefficients[1]!, 5)
  })

  it('drops a copied column and a constant, names them, and predicts the same', () => {
    const { design, target } = simulated(300, [0, 1], 5)
    const wide: DesignMatrix = {
      rows: 300,
      columns: 3,
      values: Float64Array.from({ length: 900 }, (_, at) => {
        const x = design.values[Math.floor(at / 3)]!
        return [x, 4, 2 * x - 1][at % 3]!
      }),
      names: ['x', 'constant', 'copy'],
    }
    const model = fitLogistic(wide, target)
    expect(model.aliased).toEqual(['constant', 'copy'])
    expect(model.rank).toBe(2)
    const left = predictLogistic(model, wide)
    predictLogistic(fitLogistic(design, target), design).forEach((p, i) => {
      expect(left[i]).toBeCloseTo(p, 9)
    })
  })

  it('separated classes: a ridge instead of coefficients that run away', () => {
    const model = fitLogistic(oneColumn([1, 2, 3, 4, 5, 6, 7, 8]), Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1))
    expect(model).toMatchObject({ separable: true, ridge: 1, converged: true })
    expect(model.warnings).toContain('separable')
    expect(Math.abs(model.coefficients[1]!)).toBeLessThan(5)
    const level = designMatrix([{ name: 'a', kind: 'text', values: 'xxxxyyyyzzzz'.split('') }])
    const quasi = fitLogistic(level, Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1, 1))
    expect(quasi.separable).toBe(true)
    expect(quasi.coefficients.every((value) => Math.abs(value) < 5)).toBe(true)
  })

  it('names bad input', () => {
    expect(() => fitLogistic(oneColumn([1, Number.NaN]), Uint8Array.of(0, 1))).toThrow('design[1]')
    expect(() => fitLogistic(oneColumn([1, 2]), Uint8Array.of(0, 2))).toThrow('target[1]')
    expect(() => fitLogistic(oneColumn([1, 2]), Uint8Array.of(0, 0))).toThrow('only one class')
    expect(() => crossValidate(oneColumn([1, 2]), Uint8Array.of(0, 1), 3)).toThrow('folds')
    expect(() => designMatrix([{ name: 'n', kind: 'number', values: Float64Array.of(Number.NaN) }])).toThrow('n has no number')
  })

  it('fills missing numbers as told', () => {
    const values = Float64Array.of(1, Number.NaN, 3, 100)
    expect([...designMatrix([{ name: 'n', kind: 'number', values }]).values]).toEqual([1, 3, 3, 100])
    expect([...designMatrix([{ name: 'n', kind: 'number', values }], 'zero').values]).toEqual([1, 0, 3, 100])
  })

  it('a left-out row is predicted by the others only', () => {
    const { design, target } = simulated(60, [0, 1], 11)
    const whole = crossValidate(design, target, 5)
    const flipped = target.slice()
    flipped[7] = 1 - flipped[7]!
    expect(crossValidate(design, flipped, 5).probabilities[7]).toBe(whole.probabilities[7])
  })
})

describe('separation of a score', () => {
  const scored = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.boolean()), { minLength: 2, maxLength: 60 })

  it('AUC is the share of pairs in the right order, ties half; KS is found by trying every threshold', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const goods = rows.filter(([, positive]) => !positive).map(([score]) => score)
        const bads = rows.filter(([, positive]) => positive).map(([score]) => score)
        fc.pre(goods.length > 0 && bads.length > 0)
        let pairs = 0
        for (const bad of bads) for (const good of goods) pairs += bad > good ? 1 : bad === good ? 0.5 : 0
        let ks = 0
        for (let limit = 0; limit <= 8; limit++) {
          const shareBelow = (list: number[]) => list.filter((score) => score <= limit).length / list.length
          ks = Math.max(ks, Math.abs(shareBelow(goods) - shareBelow(bads)))
        }
        const result = discrimination(
          Float64Array.from(rows, ([score]) => score),
          Uint8Array.from(rows, ([, positive]) => (positive ? 1 : 0)),
        )
        expect(result.auc).toBeCloseTo(pairs / (bads.length * goods.length), 12)
        expect(result.ks).toBeCloseTo(ks, 12)
      }),
    )
  })

  it('Brier: base rate for everybody gives π(1 − π)', () => {
    expect(brierScore(new Float64Array(4).fill(0.25), Uint8Array.of(1, 0, 0, 0))).toBe(0.1875)
    expect(() => brierScore(Float64Array.of(1.1), Uint8Array.of(1))).toThrow('probabilities[0]')
  })
})
