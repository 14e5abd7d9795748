import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { UsageError } from './command.ts'
import { command } from './linkage.ts'

interface Answer {
  readonly pairs: readonly { a: string; b: string; score: number; decision: string }[]
}
let folder = ''
const run = async (...args: string[]) => (await command.run(args)) as Answer
const file = async (name: string, text: string) => {
  await writeFile(path.join(folder, name), text)
  return path.join(folder, name)
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'shuke-linkage-'))
})
afterAll(() => rm(folder, { recursive: true }))

const CHINESE = `编号,姓名,手机,生日,地址,城市,身份证
1,张伟,13812345679,1990-08-13,人民南路12号,成都,510107199008131234
2,张玮,+86 138-1234-5679,1990年8月13日,人民南路12号,成都市,
3,李娜,13812345679,1988-02-01,科华北路5号,成都,510107198802014321
`

test('Chinese headers: one merge, the wife at the same number untouched', async () => {
  const { pairs } = await run(await file('register.csv', CHINESE), '--id', '编号')
  expect(pairs).toEqual([{ a: '1', b: '2', score: expect.any(Number), decision: 'merge' }])
  expect(pairs[0]!.score).toBeGreaterThan(0.999)
})

test('ignored columns say nothing', async () => {
  const register = await file('register.csv', CHINESE)
  expect((await run(register, '--id', '编号', '--ignore', '身份证')).pairs).toHaveLength(1)
  expect((await run(register, '--id', '编号', '--ignore', '姓名,生日,地址')).pairs).toEqual([])
})

test('two files, English headers and birthday in three columns', async () => {
  const first = await file(
    'a.csv',
    'rec_id,fname_c1,fname_c2,lname_c1,by,bm,bd\n1,CARSTEN,,MEIER,1949,7,22\n2,GERD,,BAUER,1968,7,27\n',
  )
  const second = await file('b.csv', 'rec_id,given_name,surname,date_of_birth\n1,gerd,baur,19680727\n9,ralf,wolf,19300101\n')
  const { pairs } = await run(first, second, '--id', 'rec_id')
  expect(pairs).toMatchObject([{ a: '2', b: '1', decision: 'merge' }])
})

test('wrong usage and unusable data are told apart', async () => {
  const register = await file('register.csv', CHINESE)
  await expect(run(register)).rejects.toThrow(UsageError)
  await expect(run(register, '--id', 'nr')).rejects.toThrow(/has no column nr/)
  await expect(run(register, '--id', '编号', '--ignore', 'ssn')).rejects.toThrow(/--ignore names ssn/)
  await expect(run(await file('c.csv', 'id,colour\n1,red\n'), '--id', 'id')).rejects.toThrow(/no column that describes a person/)
  await expect(run(await file('d.csv', 'id,name\n1,Ann\n1,Bob\n'), '--id', 'id')).rejects.toThrow(InvalidInput)
})
