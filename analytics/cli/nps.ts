import { InvalidInput } from '../errors.ts'
import { netPromoterScore } from '../satisfaction/net-promoter-score.ts'
import { type Command, readArgs, requireOption } from './command.ts'
import { columnTexts, readNumber, readTable, requireColumn } from './read-table.ts'

export const command: Command = {
  name: 'nps',
  usage: 'nps FILE --score COL [--by COL] --json',
  async run(args) {
    const { files, options } = readArgs(args, { score: 'text', by: 'text' })
    const scoreColumn = requireOption('score', options.score)
    const table = await readTable(files[0]!)
    const answers = readAnswers(columnTexts(table, requireColumn(table, scoreColumn)), scoreColumn)
    const overall = { ...report(answers), missing: answers.filter((answer) => answer === null).length }
    if (options.by === undefined) return overall
    const names = columnTexts(table, requireColumn(table, options.by))
    const groups = Map.groupBy(answers.keys(), (row) => names[row]!)
    const by = [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, rows]) => [name, report(rows.map((row) => answers[row]!))] as const)
    return { ...overall, by: Object.fromEntries(by) }
  },
}

/** An empty cell is a question not answered, counted as missing; anything else must be a number. */
function readAnswers(texts: string[], column: string): (number | null)[] {
  return texts.map((text, row) => {
    if (text.trim() === '') return null
    const score = readNumber(text)
    if (score === undefined) throw new InvalidInput(column, `must be a number from 0 to 10, got "${text}"`, row)
    return score
  })
}

function report(answers: (number | null)[]) {
  const given = answers.filter((answer) => answer !== null)
  if (given.length === 0) return { n: 0, promoters: null, passives: null, detractors: null, nps: null, se: null, interval: null }
  const { standardError, interval, ...score } = netPromoterScore(given)
  return { ...score, se: standardError, interval }
}
