const CANDIDATES = [',', ';', '\t', '|'] as const

/** Cells of each line of a sample, quotation marks respected; a line broken off at the end of the sample is left out. */
function widths(sample: string, delimiter: string): number[] {
  const result: number[] = []
  let cells = 1
  let inQuotes = false
  let isBlank = true
  for (const char of sample) {
    if (char === '"') inQuotes = !inQuotes
    else if (inQuotes) continue
    else if (char === delimiter) cells++
    else if (char === '\n' || char === '\r') {
      if (!isBlank) result.push(cells)
      if (result.length >= 30) return result
      cells = 1
      isBlank = true
      continue
    }
    isBlank = false
  }
  // A short file may be one line.
  if (!isBlank && result.length < 2) result.push(cells)
  return result
}

/** The separator that cuts the sample's lines most evenly into most cells; a comma when there is only one column. */
export function findDelimiter(sample: string): string {
  let best = { delimiter: ',' as string, score: 0 }
  for (const delimiter of CANDIDATES) {
    const counts = widths(sample, delimiter)
    const usual = mode(counts)
    if (usual < 2) continue
    const even = counts.filter((count) => count === usual).length / counts.length
    const score = even * usual
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function mode(counts: readonly number[]): number {
  const times = new Map<number, number>()
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1)
  let best = 1
  for (const [count, n] of times) if (n > (times.get(best) ?? 0) || (n === times.get(best) && count > best)) best = count
  return best
}

/** Old Mac files end their lines with CR alone. */
export const findNewline = (sample: string): '\n' | '\r' => (!sample.includes('\n') && sample.includes('\r') ? '\r' : '\n')
