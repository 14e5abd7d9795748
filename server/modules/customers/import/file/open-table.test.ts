import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { csvLine } from '../../../../kernel/text/spreadsheet.ts'
import { openTable } from './open-table.ts'
import { CsvSplitter } from './split-csv.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'shuke-table-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function read(content: string | Buffer) {
  const file = path.join(folder, 'file')
  await writeFile(file, content)
  const table = await openTable(file)
  const rows: string[][] = []
  for await (const piece of table.pieces()) rows.push(...piece)
  return { encoding: table.encoding, delimiter: table.delimiter, rows }
}
const reasonOf = async (content: string | Buffer): Promise<unknown> => {
  const error = await read(content).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return (error as { data?: { reason?: { en: string } } } | null)?.data?.reason?.en
}

/** "姓名,手机\n王丽华,138\n" and so on, as Chinese spreadsheets write it. */
const GB18030 = Buffer.from('d0d5c3fb2ccad6bbfa0acdf5c0f6bbaa2c3133380ac5b7d1f4c4c8c4c82c3133390a', 'hex')

describe('a file of text', () => {
  test('in GB18030 is recognised, also when the first foreign letter comes late', async () => {
    expect(await read(GB18030)).toEqual({
      encoding: 'gb18030',
      delimiter: ',',
      rows: [
        ['姓名', '手机'],
        ['王丽华', '138'],
        ['欧阳娜娜', '139'],
      ],
    })
    const late = Buffer.concat([Buffer.from(`no,name\n${'1,ascii only\n'.repeat(200_000)}`), GB18030.subarray(10)])
    const { encoding, rows } = await read(late)
    expect([encoding, rows.length, rows.at(-1)]).toEqual(['gb18030', 200_003, ['欧阳娜娜', '139']])
  })

  test('in UTF-8 and UTF-16, with and without mark', async () => {
    const rows = [
      ['姓名', 'n'],
      ['王', '1'],
    ]
    expect(await read('姓名,n\n王,1')).toMatchObject({ encoding: 'utf-8', rows })
    expect(await read('\ufeff姓名,n\r\n王,1\r\n')).toMatchObject({ encoding: 'utf-8', rows })
    expect(await read(Buffer.from('\ufeff姓名\tn\r\n王\t1\r\n', 'utf16le'))).toMatchObject({
      encoding: 'utf-16le',
      delimiter: '\t',
      rows,
    })
    // A letter of three bytes across the border of two pieces.
    const long = `a,b\n${'x'.repeat((1 << 20) - 5)},丽\n`
    expect(await read(long)).toMatchObject({ encoding: 'utf-8' })
  })

  test('with semicolons, tabs, bars, or old line ends', async () => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const { delimiter: found, rows } = await read(
        `a${delimiter}b${delimiter}c\n1,5${delimiter === ',' ? '' : ''}${delimiter}2${delimiter}3\n`,
      )
      expect([found, rows[0]]).toEqual([delimiter, ['a', 'b', 'c']])
    }
    expect((await read('a,b\r1,2\r3,4\r')).rows).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ])
  })

  test('keeps line breaks, marks and separators inside quotation marks', async () => {
    expect((await read('a,b\n"1\n2","x ""y"" , z"\r\n5" screw,"" \n')).rows).toEqual([
      ['a', 'b'],
      ['1\n2', 'x "y" , z'],
      ['5" screw', ' '],
    ])
  })

  test('says what is wrong with it', async () => {
    expect(await reasonOf('')).toBe('the file is empty.')
    expect(await reasonOf(Buffer.from([1, 0, 2, 0, 200, 7]))).toMatch(/binary/)
    expect(await reasonOf(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3, 4]))).toMatch(/old .xls/)
    expect(await reasonOf(Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0xff, 0xff, 0xff, 0x80, 0x80])]))).toMatch(
      /neither UTF-8 nor GB18030/,
    )
    expect(await reasonOf(`a,b\n"never closed,2\n${'3,4\n'.repeat(10)}`)).toMatch(/never closed/)
    expect(await reasonOf(`a,b\n"${'x'.repeat(3 << 20)}`)).toMatch(/longer than 1 MB/)
  })
})

describe('the splitter', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '丽', "'", '=', '-', '1') })
    .filter((text) => !/^\s|\s$/.test(text))

  test('gives back what was written, wherever the pieces are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, size) => {
          const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n')
          const splitter = new CsvSplitter(',')
          const read: string[][] = []
          for (let at = 0; at < text.length; at += size) read.push(...splitter.push(text.slice(at, at + size)))
          read.push(...splitter.end())
          expect(read).toEqual(rows)
        },
      ),
    )
  })

  test('reads the lines that we write ourselves', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        const splitter = new CsvSplitter(',')
        const [row] = [...splitter.push(csvLine(cells)), ...splitter.end()]
        expect(row?.length).toBe(cells.length)
      }),
    )
  })
})
