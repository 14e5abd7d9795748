import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { lnHyp2F1, unitHyp2F1, unitHyp2F1WithSlopes } from './hyp2f1.ts'

// Expected values: mpmath 1.3 with 30 digits.
test.each([
  [0.5, 2.5, 1.2, 0.3, 0.3947576935305602],
  [30, 2, 25, 0.6, 2.4533789703714355],
  [300, 200, 25, 0.9, 1321.2414507019334],
  [0.24, 2.4, 2.2, 0.99, 1.4470627408898769],
])('ln 2F1(%d, %d; %d; %d)', (a, b, c, z, expected) => {
  expect(lnHyp2F1(a, b, c, z)).toBeCloseTo(expected, 11)
})

test.each([
  [0.5, 1.2, 0.1, 1.04474977395078, 0.0916580394796345, -0.0387737647040656, 0.480972598970924],
  [3.2, 4.5, 0.79, 2.56693601394063, 1.04992248831924, -0.798031494596081, 6.05749363743041],
  [3.2, 4.5, 0.81, 2.69562340522194, 1.18228607747104, -0.902273582781808, 6.83803734930788],
  [20.5, 22, 0.9999, 38.8153387824892, 63.022995341573, -61.2494369898824, 15129.1045529699],
])('2F1(1, %d; %d; %d) and its slopes, on both sides of the change of method', (b, c, z, ...expected) => {
  const out = { value: 0, byB: 0, byC: 0, byZ: 0 }
  unitHyp2F1WithSlopes(b, c, z, out)
  ;[out.value, out.byB, out.byC, out.byZ].forEach((value, i) => {
    expect(value / expected[i]!).toBeCloseTo(1, 8)
  })
  expect(unitHyp2F1(b, c, z) / expected[0]!).toBeCloseTo(1, 11)
})

test('the general function agrees with the special one, and both lie between 1 and 1/(1 − z)', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 60, noNaN: true }),
      fc.double({ min: 0.05, max: 20, noNaN: true }),
      fc.double({ min: 0, max: 0.995, noNaN: true }),
      (b, gap, z) => {
        const value = unitHyp2F1(b, b + gap, z)
        expect(Math.log(value)).toBeCloseTo(lnHyp2F1(1, b, b + gap, z), 9)
        expect(value).toBeGreaterThanOrEqual(1 - 1e-12)
        expect(value).toBeLessThanOrEqual((1 / (1 - z)) * (1 + 1e-12))
      },
    ),
  )
})

test('z outside [0, 1) is refused', () => {
  expect(() => lnHyp2F1(1, 1, 2, 1)).toThrow(InvalidInput)
  expect(() => lnHyp2F1(1, 1, 2, -0.1)).toThrow(/z must lie in \[0, 1\)/)
})
