import { InvalidInput } from '../errors.ts'
import { binIndices } from './binning.ts'
import type { Scorecard } from './build-scorecard.ts'
import type { FeatureColumn } from './design-matrix.ts'

export interface Reason {
  readonly characteristic: string
  /** Label of the bin the person falls into; `unknown` for a level never seen. */
  readonly bin: string
  readonly points: number
  /** Points missing against the average person of the sample; always above 0. */
  readonly lost: number
}

export interface Scored {
  readonly scores: Float64Array
  /** Per person the characteristics that cost most against the average, largest loss first (CRED-08). */
  readonly reasons: Reason[][]
}

/**
 * Scores people by a card and says why. A level never seen, or a missing number where none was seen, gets the average points.
 *
 * @param columns must contain every characteristic of the card, by name
 * @throws InvalidInput naming a characteristic that is missing
 */
export function applyScorecard(card: Scorecard, columns: readonly FeatureColumn[], reasonCount = 3): Scored {
  const used = card.characteristics.map((characteristic) => {
    const column = columns.find((candidate) => candidate.name === characteristic.binning.name)
    if (!column) throw new InvalidInput('columns', `lacks ${characteristic.binning.name}`)
    return { characteristic, bins: binIndices(characteristic.binning, column) }
  })
  const people = used[0]!.bins.length
  const scores = new Float64Array(people)
  const reasons = Array.from(scores, (_, i): Reason[] => {
    const parts = used.map(({ characteristic, bins }): Reason => {
      const k = bins[i]!
      const points = k < 0 ? characteristic.meanPoints : characteristic.points[k]!
      scores[i]! += points
      const bin = k < 0 ? 'unknown' : characteristic.binning.bins[k]!.label
      return { characteristic: characteristic.binning.name, bin, points, lost: characteristic.meanPoints - points }
    })
    return parts
      .filter((part) => part.lost > 1e-9)
      .sort((a, b) => b.lost - a.lost)
      .slice(0, reasonCount)
  })
  return { scores, reasons }
}
