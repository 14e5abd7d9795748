const TOLERANCE = 1e-15

/**
 * Purchases in a time t of a customer who is alive now, with rate λ ~ Gamma(R, A) and dropout p ~ Beta(a, b) after each purchase:
 *
 *   E = ∫ (1 − (1 + p t/A)^−R)/p dBeta(p; a, b) = (c/(a−1)) · [1 − (A/(A+t))^R ₂F₁(R, b; c; t/(A+t))],  c = a + b − 1
 *
 * (Fader, Hardie & Lee 2005, eq. 9–10). After Euler's transformation, with ε = a − 1, q = c − R, z = t/(A+t), the factors that
 * vanish at a = 1 and at a + b = 1 divide out, so that neither is a singular point:
 *
 *   E = −c (e^(ε ln(1−z)) − 1)/ε − (1−z)^ε · q · Σ_{n≥1} (q+1)_{n−1} (a)_{n−1} / ((c+1)_{n−1} n!) zⁿ
 *
 * R, A, a, b > 0 and t ≥ 0 in the unit of A; the result is finite and not below 0.
 */
export function betaGeometricExpectation(R: number, A: number, a: number, b: number, t: number): number {
  if (t === 0) return 0
  const epsilon = a - 1
  const c = a + b - 1
  const q = c - R
  // With R far above c the terms below would alternate and cancel.
  if (q < -20) return forSteadyBuyers(R, A, a, b, t)
  const z = t / (A + t)
  const lnRest = -Math.log1p(t / A)
  let term = z
  let sum = z
  let lnScale = 0
  const geometric = TOLERANCE * (1 - z)
  for (let n = 1; Math.abs(term) > geometric * Math.abs(sum) && n < 10_000_000; n++) {
    term *= (((q + n) * (a + n - 1)) / ((c + n) * (n + 1))) * z
    sum += term
    // Many times a large `a`, the terms grow beyond what a number holds.
    if (Math.abs(sum) > 1e250) {
      term *= 1e-250
      sum *= 1e-250
      lnScale += 250 * Math.LN10
    }
  }
  const first = Math.abs(epsilon * lnRest) < 1e-12 ? lnRest : Math.expm1(epsilon * lnRest) / epsilon
  return Math.max(0, -c * first - Math.exp(epsilon * lnRest + lnScale) * q * sum)
}

/** For large R the untransformed form, whose terms are all positive; its singular point a = 1 is bridged by its two sides. */
function forSteadyBuyers(R: number, A: number, a: number, b: number, t: number): number {
  const SIDE = 1e-4
  if (Math.abs(a - 1) > SIDE) return untransformed(R, A, a, b, t)
  return 0.5 * (untransformed(R, A, 1 - SIDE, b, t) + untransformed(R, A, 1 + SIDE, b, t))
}

function untransformed(R: number, A: number, a: number, b: number, t: number): number {
  const c = a + b - 1
  const z = t / (A + t)
  const lnRest = -Math.log1p(t / A)
  let term = 1
  let sum = 1
  let lnScale = Math.log(R) + Math.log(b) + Math.log(z) + R * lnRest
  for (let n = 1; n < 10_000_000; n++) {
    const ratio = (((R + n) * (b + n)) / ((c + n) * (n + 1))) * z
    term *= ratio
    sum += term
    if (ratio < 1 && term < TOLERANCE * (1 - ratio) * sum) break
    if (sum > 1e250) {
      term *= 1e-250
      sum *= 1e-250
      lnScale += 250 * Math.LN10
    }
  }
  const returned = sum * Math.exp(lnScale)
  return Math.max(0, (-c * Math.expm1(R * lnRest) - returned) / (a - 1))
}
