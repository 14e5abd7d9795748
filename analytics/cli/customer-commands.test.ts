import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { truthAvailable, truthPath } from '../testing/truth-files.ts'
import { type Command, Finished } from './command.ts'
import { command as logistic } from './logistic.ts'
import { command as network } from './network.ts'
import { command as pyramid } from './pyramid.ts'
import { command as rfm } from './rfm.ts'
import { command as scorecard } from './scorecard.ts'
import { command as survival } from './survival.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shuke-analytics-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

async function runOn(command: Command, text: string, ...options: string[]) {
  const file = path.join(folder, 'table.csv')
  await writeFile(file, text)
  return command.run([file, ...options])
}

const ORDERS = `customer_no,order_time,amount,type
A,2026-01-01 09:00:00,10.10,sale
A,2026-01-10 23:59:59,0.20,consumption
A,2026-01-05 12:00:00,500,cancellation
B,2026-01-02 10:00:00,0,sale
B,2026-01-11 00:00:00,7,sale
C,2026-01-03 10:00:00,-5,sale
,2026-01-03 10:00:00,99,sale
`

describe('orders', () => {
  it('count by the rules: type, customer, amount 0 or more, as-of day inclusive', async () => {
    const result = await runOn(rfm, ORDERS, '--as-of', '2026-01-10')
    expect(result).toMatchObject({
      asOf: '2026-01-10',
      customers: 2,
      orders: 3,
      revenue: 10.3,
      notCounted: { withoutCustomer: 1, otherType: 1, negativeAmount: 1, afterAsOf: 1 },
      rows: [
        { customerNo: 'A', recencyDays: 0, frequency: 2, monetary: 10.3 },
        { customerNo: 'B', recencyDays: 8, frequency: 1, monetary: 0 },
      ],
    })
  })

  it('refuse rows that cannot be read, by line, and still give the figures of the others', async () => {
    const result = await runOn(
      pyramid,
      'customer_id,order_date,revenue\nA,2026-01-01,5\nB,2026-02-30,5\nC,2026-01-01,x\n',
      '--as-of',
      '2026-03-01',
    )
    expect(result).toBeInstanceOf(Finished)
    const { result: figures, refusals } = result as Finished
    expect(figures).toMatchObject({ customers: 1, tiers: [{ tier: 'A', customers: 1, revenue: 5, revenueShare: 1 }, {}, {}, {}] })
    expect(refusals).toEqual([
      'row 3: order_date must be a date like 2026-01-31, got "2026-02-30"',
      'row 4: revenue must be a number, got "x"',
    ])
  })

  it('an invoice in several rows is one order, the number with spaces the same customer', async () => {
    const lines =
      'customer_no,order_no,order_date,amount\nA,1,2026-01-01,5\nA ,1,2026-01-01,6\nA,2,2026-01-01,1\nB,1,2026-01-01,3\n'
    const result = await runOn(rfm, lines, '--as-of', '2026-01-10')
    expect(result).toMatchObject({ orders: 3, rows: [{ frequency: 2, monetary: 12 }, { frequency: 1 }] })
  })

  it('an amount too large to be summed exactly is refused like one that is no number', async () => {
    const lines = 'customer_no,order_date,amount\nA,2026-01-01,1e308\nB,2026-01-01,3\n'
    expect(await runOn(pyramid, lines, '--as-of', '2026-01-10')).toMatchObject({
      refusals: ['row 2: amount must be below 100 billion, got "1e308"'],
    })
  })

  it('wrong usage is named', async () => {
    await expect(runOn(rfm, ORDERS)).rejects.toThrow('--as-of is missing')
    await expect(runOn(rfm, ORDERS, '--as-of', '2026-01-10', '--rule', 'x')).rejects.toThrow('--rule must be one of')
    await expect(runOn(pyramid, 'a,b\n1,2\n', '--as-of', '2026-01-10')).rejects.toThrow('no column customer_no or customer_id')
  })
})

describe('models', () => {
  const table = [
    'id,age,job,bad',
    ...Array.from({ length: 60 }, (_, i) => `k${i},${20 + i},${i % 3 ? 'a' : 'b'},${i % 4 === 0 ? 'y' : 'n'}`),
  ]

  it('keys and excluded columns are no features; the positive value must exist', async () => {
    const all = (await runOn(logistic, table.join('\n'), '--target', 'bad', '--positive', 'y')) as {
      rank: number
      positives: number
    }
    expect([all.rank, all.positives]).toEqual([3, 15])
    expect(await runOn(logistic, table.join('\n'), '--target', 'bad', '--positive', 'y', '--exclude', 'job')).toMatchObject({
      rank: 2,
    })
    await expect(runOn(logistic, table.join('\n'), '--target', 'bad', '--positive', 'z')).rejects.toThrow('values are y, n')
    await expect(runOn(scorecard, table.join('\n'), '--target', 'bad', '--positive', 'y')).rejects.toThrow('no column tells')
  })

  it('links need both ends', async () => {
    await expect(runOn(network, 'from,to\na,\n')).rejects.toThrow('to[0] must name a node')
    await expect(runOn(network, 'from,to,weight\na,b,0\n', '--weighted')).rejects.toThrow('weight[0]')
  })
})

describe.skipIf(!truthAvailable)('commands on the public data', () => {
  it('german credit', async () => {
    const options = ['--target', 'class_1good_2bad', '--positive', '2', '--exclude', 'customer_no']
    const file = truthPath('german_credit.csv')
    const model = (await logistic.run([file, ...options, '--folds', '10'])) as Record<string, number>
    expect(model.deviance).toBeCloseTo(895.8178, 3)
    expect(model.auc).toBeCloseTo(0.833781, 5)
    expect(model.ks).toBeCloseTo(0.53143, 5)
    expect(model.cvAuc).toBeCloseTo(0.77996, 2)
    expect(model.rank).toBe(49)
    const card = (await scorecard.run([file, ...options])) as { informationValue: Record<string, number>; auc: number }
    expect(card.informationValue.A1).toBeCloseTo(0.666012, 5)
    expect(card.auc).toBeGreaterThan(0.8)
  })

  it('lung by sex', async () => {
    const options = ['--time', 'time', '--event', 'status', '--event-value', '2', '--by', 'sex', '--at', '180,365']
    const result = await survival.run([truthPath('survival_lung.csv'), ...options])
    expect(result).toMatchObject({ median: 310, ci: [285, 363], by: { '1': { median: 270 }, '2': { median: 426 } } })
    expect((result as { at: Record<string, number> }).at['180']).toBeCloseTo(0.721671, 5)
  })

  it('karate: figures by name of the node, weights only where asked for', async () => {
    type Result = { modularity: number; nodes: { id: string; degree: number; pagerank: number; betweenness: number }[] }
    const plain = (await network.run([truthPath('karate_edges.csv')])) as Result
    const weighted = (await network.run([truthPath('karate_edges.csv'), '--weighted'])) as Result
    const of = (result: Result) => result.nodes.find(({ id }) => id === '34')!
    expect(of(plain).degree).toBe(17)
    expect(of(plain).pagerank).toBeCloseTo(0.100919, 5)
    expect(of(plain).betweenness).toBeCloseTo(0.304075, 5)
    expect(of(weighted).pagerank).toBeCloseTo(0.096989, 5)
    expect(plain.modularity).toBeCloseTo(0.4198, 4)
  })
})
