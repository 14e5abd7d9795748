import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { evenlyJoined, simulateShop } from '../clv/index.ts'
import { Random } from '../stats/index.ts'

vi.setConfig({ testTimeout: 60_000 })

let folder = ''
const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url))
const file = (name: string) => path.join(folder, name)

function run(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** Writes a simulated shop as a file of visits, one row each. */
function writeVisits(name: string, customers: number): void {
  const random = new Random(5)
  const shop = simulateShop('bgnbd', [0.6, 6, 0.6, 2.4], evenlyJoined(customers, 52, 26), 0, random)
  const day = (week: number) => new Date(Date.UTC(2025, 0, 1) + Math.round(week * 7) * 86_400_000).toISOString().slice(0, 10)
  const lines = ['customer_no,visit_date']
  for (let i = 0; i < customers; i++) {
    const first = 52 - shop.T[i]!
    lines.push(`${i + 1},${day(first)}`)
    for (let k = 1; k <= shop.x[i]!; k++) lines.push(`${i + 1},${day(first + (shop.tx[i]! * k) / shop.x[i]!)}`)
  }
  writeFileSync(file(name), `${lines.join('\n')}\n`)
}

const manyCustomers = (count: number) => Array.from({ length: count }, (_, i) => `c${i},2025-02-01,5\n`).join('')

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'shuke-cli-'))
  writeVisits('visits.csv', 500)
  writeFileSync(file('few.csv'), 'customer_no,order_date,amount\n1,2025-01-01,10\n2,2025-01-05,20\n')
  writeFileSync(file('header.csv'), 's\n')
  writeFileSync(file('bad-date.csv'), 'customer_no,order_date\n1,soon\n')
  writeFileSync(file('no-customer.csv'), 'name,order_date\nWang,2025-01-01\n')
  writeFileSync(
    file('orders.csv'),
    'customer_no,order_time,amount,type\n7,2025-01-10,5,sale\n7,2025-03-02,5,sale\n8,2025-01-20,5,sale\n8,2025-02-01,-5,cancellation\n,2025-01-01,9,sale\n',
  )
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('clv: one JSON object with three candidates, a hold-out and no spend for a file of visits', () => {
  const { status, stdout, stderr } = run(
    'clv',
    file('visits.csv'),
    '--calibration-end',
    '2025-10-01',
    '--holdout-end',
    '2025-12-31',
    '--json',
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const answer = JSON.parse(stdout)
  expect(answer.candidates.map((candidate: { model: string }) => candidate.model)).toEqual(['bgnbd', 'mbgnbd', 'pnbd'])
  expect(answer.candidates.map((candidate: { model: string }) => candidate.model)).toContain(answer.model)
  expect(Object.keys(answer.candidates[2].params)).toEqual(['r', 'alpha', 's', 'beta'])
  expect(answer.gammaGamma).toBeNull()
  expect(answer.holdout.weeks).toBe(13)
  expect(answer.holdout.predicted).toBeGreaterThan(0)
})

test('clv: too few repeat customers are refused with exit code 1, and the JSON still says why', () => {
  const { status, stdout, stderr } = run('clv', file('few.csv'), '--calibration-end', '2025-12-31', '--json')
  expect(status).toBe(1)
  const answer = JSON.parse(stdout)
  expect(answer).toMatchObject({ model: null, gammaGamma: null, customers: 2, holdout: null })
  expect(answer.candidates[0]).toMatchObject({ params: null, warnings: [expect.stringContaining('too-little-data: 0 of 2')] })
  expect(stderr).toContain('Refused: bgnbd')
})

test('cohorts: sales only by default, cancellations on wish, rows without customer counted', () => {
  const sales = JSON.parse(run('cohorts', file('orders.csv'), '--as-of', '2025-03-31', '--json').stdout)
  expect(sales.cohorts).toEqual({ '2025-01': [2, 0, 1] })
  expect(sales.notCounted).toEqual({ withoutCustomer: 1, otherType: 1, negativeAmount: 0 })
  const all = JSON.parse(run('cohorts', file('orders.csv'), '--as-of', '2025-03-31', '--include-cancellations', '--json').stdout)
  expect(all.cohorts).toEqual({ '2025-01': [2, 1, 1] })
})

test('without --json the result is a table for people', () => {
  const { status, stdout } = run('cohorts', file('orders.csv'), '--as-of', '2025-03-31')
  expect(status).toBe(0)
  expect(stdout).toContain('customers  2')
  expect(stdout).toContain('2025-01  2  0  1')
})

test.each([
  [['clv', 'few.csv'], 2, /--calibration-end is missing/],
  [['clv', 'few.csv', '--calibration-end', 'May'], 2, /must be a date like 2026-01-31/],
  [['clv', 'no-customer.csv', '--calibration-end', '2025-02-01'], 2, /has no column customer_no/],
  [['nothing'], 2, /There is no command "nothing"/],
  [[], 2, /^Usage:/],
  [['clv', 'missing.csv', '--calibration-end', '2025-02-01'], 3, /there is no such file/],
  [['rfm', 'orders.csv', '--as-of', '2024-12-31'], 2, /nobody bought up to --as-of/],
  [['rfm', 'orders.csv', '--as-of', '2025-03-31', '--rule', 'toString'], 2, /--rule must be one of above, cut-plus-one, rank/],
  [['nps', 'header.csv', '--score', 's'], 3, /there are column names but no rows\nHint: the file must be CSV text/],
  [
    ['clv', 'bad-date.csv', '--calibration-end', '2025-02-01'],
    3,
    /unreadable, first row 2: order_date must be a date like 2026-01-31, got "soon"/,
  ],
])('%j ends with %d and a reason', (words, status, message) => {
  const result = run(...words.map((word) => (word.endsWith('.csv') ? file(word) : word)))
  expect(result.status).toBe(status)
  expect(result.stderr).toMatch(message)
})

test('a reader that closes the pipe early ends the command quietly', async () => {
  writeFileSync(file('long.csv'), `customer_no,order_date,amount\n${'7,2025-01-10,5\n'.repeat(9)}${manyCustomers(20_000)}`)
  const child = spawn(process.execPath, [MAIN, 'rfm', file('long.csv'), '--as-of', '2025-03-31', '--json'])
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const [status] = await once(child, 'close')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test('help lists every command', () => {
  const { status, stdout } = run('help')
  expect(status).toBe(0)
  for (const name of ['clv', 'cohorts', 'rfm', 'pyramid', 'logistic', 'scorecard', 'survival', 'nps', 'uplift', 'linkage'])
    expect(stdout).toContain(`shuke-analytics ${name} `)
})
