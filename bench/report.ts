/** What a benchmark measured, in one run on one machine. */
export interface BenchResult {
  /** One line of the table each: what was done, with its figures. */
  rows: Record<string, string | number>[]
  /** What counts: ours against the reference of the same run; below 1 is faster than the reference. */
  ratios: { name: string; ratio: number; limit?: number }[]
  /** Remarks a reader needs (a reference that is not installed here, sizes). */
  notes?: string[]
}

/** A file of this folder that can be run by `npm run bench -- <name>`. */
export interface Benchmark {
  name: string
  run(): Promise<BenchResult>
}

const WIDE = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g
const width = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0)

function cell(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string' || Number.isInteger(value)) return String(value)
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

/** The result as text: a Markdown table, remarks, and the lines `name: ratio` last. */
export function formatResult({ rows, ratios, notes = [] }: BenchResult): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))]
  const widths = columns.map((_, index) => Math.max(3, ...cells.map((line) => width(line[index] ?? ''))))
  const line = (texts: string[]) =>
    `| ${texts.map((text, index) => text + ' '.repeat((widths[index] ?? 0) - width(text))).join(' | ')} |`
  const [head = [], ...body] = cells
  const table = columns.length > 0 ? [line(head), line(widths.map((size) => '-'.repeat(size))), ...body.map(line)] : []
  const verdicts = ratios.flatMap(({ name, ratio, limit }) =>
    limit === undefined ? [] : [`${name} is ${ratio <= limit ? 'within' : 'OVER'} its limit of ${limit}`],
  )
  const last = ratios.map(({ name, ratio }) => `${name}: ${ratio.toPrecision(3)}`)
  const remarks = [...notes, ...verdicts]
  return [...table, ...(remarks.length > 0 ? ['', ...remarks] : []), '', ...last].join('\n')
}
