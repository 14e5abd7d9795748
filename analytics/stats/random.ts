import { requireCount, requireFinite, requireNonEmpty, requireNonNegative, requirePositive } from '../errors.ts'

/**
 * Seeded random numbers: xoshiro128** (Blackman & Vigna 2018), its state filled from the seed by splitmix32. The same seed
 * gives the same numbers on every machine and in every thread. Not for secrets.
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #d: number
  #spareNormal: number | undefined

  /** `seed`: any whole number; its lower 53 bits count. */
  constructor(seed: number) {
    requireFinite('seed', seed)
    let state = (seed ^ Math.floor(seed / 4294967296)) | 0
    const next = () => {
      state = (state + 0x9e3779b9) | 0
      let z = state ^ (state >>> 16)
      z = Math.imul(z, 0x21f0aaad)
      z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
      return z ^ (z >>> 15)
    }
    this.#a = next()
    this.#b = next()
    this.#c = next()
    this.#d = next() | 1
  }

  /** 32 random bits as a whole number from 0. */
  bits(): number {
    const x = Math.imul(this.#b, 5)
    const result = Math.imul((x << 7) | (x >>> 25), 9)
    const t = this.#b << 9
    this.#c ^= this.#a
    this.#d ^= this.#b
    this.#b ^= this.#c
    this.#a ^= this.#d
    this.#c ^= t
    this.#d = (this.#d << 11) | (this.#d >>> 21)
    return result >>> 0
  }

  /** Uniform in the open interval (0, 1), 52 bits. */
  uniform(): number {
    return ((this.bits() >>> 6) * 67108864 + (this.bits() >>> 6) + 0.5) / 4503599627370496
  }

  /** A whole number from 0 to `below` − 1, each equally likely. */
  integer(below: number): number {
    requireCount('below', below, undefined, 1)
    return Math.floor(this.uniform() * below)
  }

  /** Normal draw; polar method of Marsaglia & Bray (1964). */
  normal(mean = 0, sd = 1): number {
    requireNonNegative('sd', sd)
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal
      this.#spareNormal = undefined
      return mean + sd * spare
    }
    for (;;) {
      const u = 2 * this.uniform() - 1
      const v = 2 * this.uniform() - 1
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const scale = Math.sqrt((-2 * Math.log(s)) / s)
      this.#spareNormal = v * scale
      return mean + sd * u * scale
    }
  }

  /** Exponential draw with mean 1/rate. */
  exponential(rate = 1): number {
    requirePositive('rate', rate)
    return -Math.log(this.uniform()) / rate
  }

  /** Gamma draw with mean shape/rate; Marsaglia & Tsang (2000). */
  gamma(shape: number, rate = 1): number {
    requirePositive('shape', shape)
    requirePositive('rate', rate)
    if (shape < 1) return this.gamma(shape + 1, rate) * this.uniform() ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const z = this.normal()
      const v = (1 + c * z) ** 3
      if (v > 0 && Math.log(this.uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) return (d * v) / rate
    }
  }

  /** Beta draw with mean a/(a+b), as a ratio of gammas. */
  beta(a: number, b: number): number {
    const x = this.gamma(a)
    const y = this.gamma(b)
    return x + y === 0 ? 0.5 : x / (x + y)
  }

  /** Poisson draw: Knuth's product below 30, above it split by a gamma draw (Ahrens & Dieter 1974). */
  poisson(mean: number): number {
    requireNonNegative('mean', mean)
    if (mean > 30) {
      const half = Math.floor((mean * 7) / 8)
      const arrival = this.gamma(half)
      return arrival > mean ? this.#binomial(half - 1, mean / arrival) : half + this.poisson(mean - arrival)
    }
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count++
    return count
  }

  #binomial(trials: number, p: number): number {
    let hits = 0
    for (let i = 0; i < trials; i++) if (this.uniform() < p) hits++
    return hits
  }

  /** Shuffles in place (Fisher & Yates). */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1)
      const kept = items[i]!
      items[i] = items[j]!
      items[j] = kept
    }
    return items
  }

  /** One item, each equally likely. */
  pick<T>(items: readonly T[]): T {
    requireNonEmpty('items', items)
    return items[this.integer(items.length)]!
  }
}
