import { type LinkedPair, linkPeople, linkRegisters } from '../linkage/link-people.ts'
import type { Person } from '../linkage/person.ts'
import { personColumns } from '../linkage/person-columns.ts'
import { type Command, readArgs, requireOption, UsageError } from './command.ts'
import { columnTexts, readTable, requireColumn, type Table } from './read-table.ts'

export const command: Command = {
  name: 'linkage',
  usage: 'linkage FILE [FILE2] --id COL [--ignore COLS] --json',
  async run(args) {
    const { files, options } = readArgs(args, { id: 'text', ignore: 'text' }, { min: 1, max: 2 })
    const id = requireOption('id', options.id)
    const tables = await Promise.all(files.map(readTable))
    const ignored = readIgnored(options.ignore, tables)
    const [first, second] = tables.map((table) => readPeople(table, id, ignored))
    const { pairs } = second ? linkRegisters(first!, second) : linkPeople(first!)
    return { pairs: pairs.map(rounded) }
  },
}

/** `--ignore a,b`: a name that no file has is more likely a slip than a wish. */
function readIgnored(text: string | undefined, tables: readonly Table[]): string[] {
  const names = (text ?? '').split(',').map((name) => name.trim().toLowerCase())
  const wanted = names.filter(Boolean)
  for (const name of wanted) {
    if (!tables.some(({ columns }) => columns.some((column) => column.toLowerCase() === name)))
      throw new UsageError(`--ignore names ${name}, which is no column; the columns are ${tables[0]!.columns.join(', ')}`)
  }
  return wanted
}

function readPeople(table: Table, id: string, ignored: readonly string[]): Person[] {
  const ids = columnTexts(table, requireColumn(table, id))
  const { used, read } = personColumns(table.columns, [...ignored, id])
  if (used.length === 0)
    throw new UsageError(
      `${table.file} has no column that describes a person (such as given_name, surname, date_of_birth, phone, 姓名, 手机); ` +
        `its columns are ${table.columns.join(', ')}`,
    )
  return table.rows.map((row, i) => read(ids[i]!, row))
}

/** Six digits of a probability are more than anybody can believe. */
function rounded({ a, b, score, decision }: LinkedPair) {
  return { a, b, score: Math.round(score * 1e6) / 1e6, decision }
}
