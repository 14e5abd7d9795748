import { expect, it } from 'vitest'
import { toCsv } from './csv.ts'

it('writes what spreadsheets read, and nothing they run', () => {
  const csv = toCsv({
    columns: ['层级', '金额'],
    rows: [
      ['=1+1', -3],
      ['a "b", c', 1.5],
    ],
  })
  expect(csv).toBe('\ufeff层级,金额\r\n\'=1+1,-3\r\n"a ""b"", c",1.5\r\n')
})
