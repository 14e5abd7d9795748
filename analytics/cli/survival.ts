import { kaplanMeier, type SurvivalCurve, stepAt, survivalQuantile } from '../churn/kaplan-meier.ts'
import { logRank } from '../churn/log-rank.ts'
import { InvalidInput } from '../errors.ts'
import { type Command, readArgs, requireOption, UsageError } from './command.ts'
import { columnTexts, readNumber, readTable, requireColumn, type Table } from './read-table.ts'

export const command: Command = {
  name: 'survival',
  usage: 'survival FILE --time COL --event COL --event-value V [--by COL] [--at T,T] --json',
  async run(args) {
    const { files, options } = readArgs(args, { time: 'text', event: 'text', 'event-value': 'text', by: 'text', at: 'text' })
    const table = await readTable(files[0]!)
    const times = readTimes(table, requireColumn(table, requireOption('time', options.time)))
    const happened = requireOption('event-value', options['event-value'])
    const eventTexts = columnTexts(table, requireColumn(table, requireOption('event', options.event)))
    const events = Uint8Array.from(eventTexts, (text) => (text.trim() === happened ? 1 : 0))
    const at = readMoments(options.at)
    const whole = summary(kaplanMeier(times, events), at)
    if (options.by === undefined) return whole
    const texts = columnTexts(table, requireColumn(table, options.by))
    const names = [...new Set(texts)].sort()
    const group = Uint8Array.from(texts, (text) => names.indexOf(text))
    const inGroup = (k: number) => (_: number, i: number) => group[i] === k
    const by = names.map((name, k) => [name, summary(kaplanMeier(times.filter(inGroup(k)), events.filter(inGroup(k))), at)])
    return { ...whole, by: Object.fromEntries(by), logRank: names.length > 1 ? logRank(times, events, group) : null }
  },
}

function readTimes(table: Table, column: number): Float64Array {
  return Float64Array.from(columnTexts(table, column), (text, row) => {
    const time = readNumber(text)
    if (time === undefined || time < 0) throw new InvalidInput(table.columns[column]!, `must be 0 or more, got "${text}"`, row)
    return time
  })
}

function readMoments(text: string | undefined): number[] {
  return (text ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const moment = readNumber(part)
      if (moment === undefined || moment < 0) throw new UsageError(`--at must be numbers like 180,365, got ${part}`)
      return moment
    })
}

/** Median with its 95 % interval (null where the curve or the band never falls to a half) and S(t) at the moments asked for. */
function summary(curve: SurvivalCurve, at: readonly number[]) {
  const median = survivalQuantile(curve)
  const bands = at.map((time) => [time, stepAt(curve, time)] as const)
  return {
    count: curve.count,
    events: curve.events,
    median: median.time,
    ci: [median.low, median.high],
    at: Object.fromEntries(bands.map(([time, step]) => [time, step?.survival ?? 1])),
    atCi: Object.fromEntries(bands.map(([time, step]) => [time, [step?.low ?? 1, step?.high ?? 1]])),
  }
}
