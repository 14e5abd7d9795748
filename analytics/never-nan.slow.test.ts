import { expect, test } from 'vitest'
import * as library from './index.ts'
import { exampleCalls } from './testing/example-calls.ts'

/** What a careless caller may hand over in place of any number: nothing, too much, below zero, broken, out of all proportion. */
const SPOILT = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 0, 0.5, 1e150]

/** Functions for which an infinite value has an answer: bounds without limit, tails, survival for ever, a missing number. */
const INFINITY_HAS_AN_ANSWER = /^(survivalAt|seasonalForecast|minimise|findRoot|erfc?|normal\w+|fTail|binColumn)\b/

type Step = string | number

/** Paths to the numbers in the arguments; of long lists the first two and the last. What the library made itself is frozen: skipped. */
function numbersIn(value: unknown, path: Step[] = []): Step[][] {
  if (typeof value === 'number') return [path]
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return []
  const keys = Object.keys(value)
  const looked = keys.length > 20 ? [keys[0]!, keys[1]!, keys.at(-1)!] : keys
  return looked.flatMap((key) => numbersIn((value as Record<string, unknown>)[key], [...path, key]))
}

/** Puts `spoilt` at `path`; false where the place cannot hold it (a whole-number array). */
function spoil(args: unknown[], path: Step[], spoilt: number): boolean {
  const holder = path.slice(0, -1).reduce<unknown>((at, step) => (at as Record<Step, unknown>)[step], args) as Record<
    Step,
    unknown
  >
  const last = path.at(-1)!
  holder[last] = spoilt
  return Object.is(holder[last], spoilt)
}

function holdsNaN(value: unknown): boolean {
  if (typeof value === 'number') return Number.isNaN(value)
  if (value instanceof Float64Array) return value.some(Number.isNaN)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  return Object.values(value).some(holdsNaN)
}

function call(name: string, args: unknown[]): unknown {
  return (library as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!(...args)
}

test.each(Object.keys(exampleCalls))(
  '%s: a sound call answers; a spoilt number gives a typed error or a number, never NaN',
  (name) => {
    const make = exampleCalls[name]!
    expect(holdsNaN(call(name, make()))).toBe(false)
    const complaints: string[] = []
    for (const path of numbersIn(make())) {
      for (const spoilt of SPOILT) {
        const args = make()
        if (!spoil(args, path, spoilt)) continue
        const place = `${name}(… ${path.join('.')} = ${spoilt})`
        try {
          const answer = call(name, args)
          if (holdsNaN(answer)) complaints.push(`${place} gives NaN`)
          else if (!Number.isFinite(spoilt) && !INFINITY_HAS_AN_ANSWER.test(name)) complaints.push(`${place} is not refused`)
        } catch (error) {
          if (!(error instanceof library.InvalidInput || error instanceof library.TooLittleData))
            complaints.push(`${place} throws ${String(error)}`)
        }
      }
    }
    expect(complaints).toEqual([])
  },
)
