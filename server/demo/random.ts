import { Random } from '@shuke/analytics/stats/random.ts'

/** The library's seeded generator with what a story needs: the same seed makes the same demo everywhere, on any day. */
export class DemoRandom extends Random {
  /** Whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  override pick<T>(items: ArrayLike<T>): T {
    return items[Math.floor(this.uniform() * items.length)]!
  }

  weighted<T>(items: readonly (readonly [T, number])[]): T {
    let left = this.uniform() * items.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [item, weight] of items) {
      left -= weight
      if (left < 0) return item
    }
    return items.at(-1)![0]
  }

  /** Exponential waiting time in days with the given mean. */
  wait(mean: number): number {
    return -mean * Math.log(1 - this.uniform())
  }
}
