import { InvalidInput } from '../errors.ts'
import { holm } from '../uplift/holm.ts'
import { meanLift, summariseArm } from '../uplift/mean-lift.ts'
import { rateLift } from '../uplift/rate-lift.ts'
import { type Command, readArgs, requireOption, UsageError } from './command.ts'
import { columnTexts, readNumber, readTable, requireColumn, type Table } from './read-table.ts'

export const command: Command = {
  name: 'uplift',
  usage: 'uplift FILE --arm COL --control VALUE --outcome COL --json',
  async run(args) {
    const { files, options } = readArgs(args, { arm: 'text', control: 'text', outcome: 'text' })
    const controlName = requireOption('control', options.control)
    const outcome = requireOption('outcome', options.outcome)
    const table = await readTable(files[0]!)
    const armColumn = requireColumn(table, requireOption('arm', options.arm))
    const outcomes = readOutcomes(table, requireColumn(table, outcome))
    const arms = splitByArm(columnTexts(table, armColumn), outcomes)
    const control = arms.get(controlName)
    if (!control) throw new UsageError(`no row has the arm "${controlName}"; arms are ${[...arms.keys()].join(', ')}`)
    arms.delete(controlName)
    const kind = outcomes.every((value) => value === 0 || value === 1) ? 'rate' : 'money'
    const compare = kind === 'rate' ? compareRates : compareMeans
    const compared = [...arms].map(([name, treated]) => ({ name, figures: compare(treated, control) }))
    const adjusted = holm(compared.map(({ figures }) => figures.pValue))
    return {
      outcome,
      kind,
      rows: table.rows.length,
      control: { arm: controlName, ...summary(kind, control) },
      arms: Object.fromEntries(
        compared.map(({ name, figures }, i) => [name, { ...summary(kind, arms.get(name)!), ...figures, pAdjusted: adjusted[i] }]),
      ),
    }
  },
}

/** Every row must have an outcome: leaving rows out silently would compare other people. */
function readOutcomes(table: Table, column: number): Float64Array {
  return Float64Array.from(columnTexts(table, column), (text, row) => {
    const value = readNumber(text)
    if (value === undefined)
      throw new InvalidInput(table.columns[column]!, `must be a number in every row (0 for "did not"), got "${text}"`, row)
    return value
  })
}

function splitByArm(names: string[], outcomes: Float64Array): Map<string, Float64Array> {
  const rows = Map.groupBy(names.keys(), (row) => names[row]!)
  const split = [...rows].map(([name, inArm]) => [name, Float64Array.from(inArm, (row) => outcomes[row]!)] as const)
  return new Map(split.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function summary(kind: 'rate' | 'money', outcomes: Float64Array) {
  const total = outcomes.reduce((sum, value) => sum + value, 0)
  const n = outcomes.length
  return kind === 'rate' ? { n, successes: total, rate: total / n } : { n, total, mean: total / n }
}

function compareRates(treated: Float64Array, control: Float64Array) {
  const count = (outcomes: Float64Array) => ({ n: outcomes.length, successes: outcomes.reduce((sum, value) => sum + value, 0) })
  const { lift, interval, relativeLift, z, pValue } = rateLift(count(treated), count(control))
  return { lift, liftPp: 100 * lift, interval, relativeLift, z, pValue }
}

function compareMeans(treated: Float64Array, control: Float64Array) {
  const { lift, interval, relativeLift, t, df, pValue } = meanLift(summariseArm(treated), summariseArm(control))
  return { lift, interval, relativeLift, t, df, pValue }
}
