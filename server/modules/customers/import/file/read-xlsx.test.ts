import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import exceljs from 'exceljs'
import { afterAll, describe, expect, test } from 'vitest'
import { openTable } from './open-table.ts'
import { cellText } from './read-xlsx.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'shuke-xlsx-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function rowsOf(file: string): Promise<string[][]> {
  const rows: string[][] = []
  for await (const piece of (await openTable(file)).pieces()) rows.push(...piece)
  return rows
}

/** An archive that may lie about the sizes of its entries. */
function zip(...entries: { name: string; content: Buffer; declared?: number }[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, declared = content.length } of entries) {
    const packed = deflateRawSync(content)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(declared, 18)
    facts.writeUInt16LE(name.length, 22)
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, Buffer.from(name), packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02', 'latin1'), Buffer.from([20, 0]), facts, place, Buffer.from(name))
    files.push(file)
    offset += file.length
  }
  const contents = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(contents.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, contents, end])
}

describe('a workbook', () => {
  test('gives its first sheet as text: dates as shown, whole numbers with their digits, formulas by their result', async () => {
    const book = new exceljs.Workbook()
    const sheet = book.addWorksheet('订单')
    sheet.addRow(['2026年1月消费明细'])
    sheet.mergeCells('A1:E1')
    sheet.addRow([])
    sheet.addRow(['订单号', '消费时间', '消费金额', '手机', '备注'])
    sheet.addRow(['X1', new Date('2026-01-02T09:30:00Z'), 1280.5, 13800138000, { richText: [{ text: '加' }, { text: '急' }] }])
    sheet.addRow(['X2', new Date('2026-01-03T00:00:00Z'), { formula: '1+1', result: 2 }, Number('123456789012345678'), null])
    book.addWorksheet('别的').addRow(['nothing'])
    const file = path.join(folder, 'book.xlsx')
    await book.xlsx.writeFile(file)
    const rows = (await rowsOf(file)).filter((row) => row.some((cell) => cell !== ''))
    expect(rows.slice(1)).toEqual([
      ['订单号', '消费时间', '消费金额', '手机', '备注'],
      ['X1', '2026-01-02 09:30:00', '1280.5', '13800138000', '加急'],
      ['X2', '2026-01-03', '2', '1.2345678901234568e+17'],
    ])
  })

  test('a cell of time only keeps its time, an error nothing', () => {
    expect(cellText(new Date('1899-12-30T13:05:00Z'))).toBe('13:05:00')
    expect(cellText({ error: '#N/A' })).toBe('')
  })

  test('that would unpack to more than is allowed is refused, whatever it says of itself', async () => {
    const file = path.join(folder, 'bomb.xlsx')
    const book = { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') }
    await writeFile(file, zip(book))
    await expect(openTable(file)).resolves.toMatchObject({ encoding: 'xlsx' })
    // Fifty megabytes of shared text in fifty kilobytes, declared as ten bytes.
    await writeFile(file, zip(book, { name: 'xl/sharedStrings.xml', content: Buffer.alloc(50 << 20), declared: 10 }))
    await expect(openTable(file)).rejects.toMatchObject({ code: 'too_large' })
  })

  test('that is damaged is refused with a reason', async () => {
    const file = path.join(folder, 'damaged.xlsx')
    await writeFile(file, Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(5000, 7)]))
    await expect(openTable(file)).rejects.toMatchObject({ code: 'malformed' })
  })
})
