import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  fitGammaGamma,
  fitModel,
  type ModelParameters,
  type PurchaseSummary,
  predict,
  Random,
  simulateShop,
  summarise,
} from '@shuke/analytics'
import { readPurchases } from '../analytics/cli/read-purchases.ts'
import type { BenchResult } from './report.ts'

export const name = 'analytics-clv'

type Shop = { name: string } & Pick<PurchaseSummary, 'x' | 'tx' | 'T' | 'meanSpend'>
type Timed = { seconds: number; logLikelihood: number; method: string }
type Fitted = { plain: Timed; tuned: Timed }
type Kind = 'alike' | 'distinct'
type Answer = {
  shops: Record<string, { bgnbd: Fitted; pnbd: Fitted; gammagamma: Fitted }>
  prediction: Record<Kind, Record<'bgnbd' | 'pnbd' | 'value', { seconds: number; sum: number }>>
}

/** Published CDNOW estimates; the prediction of a million customers uses them on both sides. */
const BGNBD: ModelParameters = [0.242594, 4.413602, 0.79292, 2.425888]
const PNBD: ModelParameters = [0.5533, 10.578, 0.606, 11.669]
const MILLION = 1_000_000
const HORIZON = 52

/**
 * Fits of BG/NBD, Pareto/NBD and Gamma-Gamma at 2 357 and 23 570 customers, and prediction for a million, beside plain numpy/scipy in the
 * same run. CPU seconds, the fastest of several runs on both sides; for the reference also of its methods. The
 * last column sets us beside a tuned reference too (rows grouped, a start near the answer); the limit is for the plain one.
 */
export async function run(): Promise<BenchResult> {
  const notes: string[] = []
  const small = await smallShop(notes)
  const shops = [small, tenfold(small)]
  const reference = runReference(shops, small, notes)
  const rows: BenchResult['rows'] = []
  const ratios: BenchResult['ratios'] = []
  const add = (work: string, ours: number, theirs: number | undefined, limit: number, tuned?: Timed, note = '') => {
    if (theirs !== undefined) ratios.push({ name: `${name} ${work}`, ratio: ours / theirs, limit })
    rows.push({
      work,
      ours: seconds(ours),
      reference: theirs === undefined ? 'not measured' : `${seconds(theirs)}${note}`,
      ratio: theirs === undefined ? '–' : (ours / theirs).toFixed(3),
      limit: String(limit),
      tuned: tuned ? `${seconds(tuned.seconds)} (${(ours / tuned.seconds).toFixed(3)})` : '–',
    })
  }
  for (const shop of shops) {
    const theirs = reference?.shops[shop.name]
    const check = (model: 'bgnbd' | 'pnbd' | 'gammagamma', work: () => { logLikelihood: number }) => {
      const { cpu, result } = measure(work, 12)
      const other = theirs?.[model].plain
      if (other && result.logLikelihood < other.logLikelihood - 0.01)
        throw new Error(`${model} on ${shop.name}: ${result.logLikelihood} is below the reference's ${other.logLikelihood}`)
      add(`${model} ${shop.name}`, cpu, other?.seconds, 0.1, theirs?.[model].tuned, other ? ` (${other.method})` : '')
    }
    check('bgnbd', () => fitModel('bgnbd', shop))
    check('pnbd', () => fitModel('pnbd', shop))
    check('gammagamma', () => fitGammaGamma(shop.x, shop.meanSpend))
  }

  const plan = { periods: 12, periodLength: 52 / 12, discount: 0.01 }
  const spend = new Float64Array(MILLION).fill(35)
  for (const kind of ['alike', 'distinct'] as const) {
    const many = kind === 'alike' ? repeated(small, MILLION) : stretched(repeated(small, MILLION))
    const check = (what: 'bgnbd' | 'pnbd' | 'value', work: () => Float64Array) => {
      const { cpu, result } = measure(work, 2)
      const theirs = reference?.prediction[kind][what]
      if (theirs) requireSame(what, sum(result), theirs.sum)
      add(`predict ${what} 1000000 ${kind}`, cpu, theirs?.seconds, 1)
    }
    check('bgnbd', () => predict({ model: 'bgnbd', parameters: BGNBD }, many, { horizon: HORIZON }).expected)
    check('pnbd', () => predict({ model: 'pnbd', parameters: PNBD }, many, { horizon: HORIZON }).expected)
    check('value', () => predict({ model: 'bgnbd', parameters: BGNBD }, many, { horizon: HORIZON, plan, spend }).value!)
  }
  notes.push('Predictions: "alike" counts time in whole days, as shops do; "distinct" has no two customers with the same T.')
  return { rows, ratios, notes }
}

/** The CDNOW sample where the public data stand beside the checkout, else a simulated shop of the same size. */
async function smallShop(notes: string[]): Promise<Shop> {
  const folder = process.env.SHUKE_TRUTH_DIR ?? fileURLToPath(new URL('../../shared/data', import.meta.url))
  const file = `${folder}/cdnow_sample_orders.csv`
  if (existsSync(file)) {
    const { events } = await readPurchases(file)
    return { name: '2357', ...summarise(events, Date.UTC(1997, 8, 30) / 86_400_000) }
  }
  notes.push('The CDNOW sample is not here: a simulated shop of 2 357 customers takes its place.')
  const random = new Random(2357)
  const T = Float64Array.from({ length: 2357 }, (_, i) => 27 + Math.floor((i * 84) / 2357) / 7)
  const shop = simulateShop('bgnbd', BGNBD, T, 0, random)
  return { name: '2357', ...shop, meanSpend: shop.x.map((x) => (x > 0 ? random.gamma(6 * x, x) / random.gamma(4, 1) : 0)) }
}

/** Ten copies, every customer's clock stretched by up to one per cent, so that hardly any two rows are equal. */
function tenfold(shop: Shop): Shop {
  const random = new Random(10)
  const large = repeated(shop, shop.x.length * 10)
  for (let i = 0; i < large.x.length; i++) {
    const stretch = 1 + 0.01 * random.uniform()
    large.tx[i]! *= stretch
    large.T[i]! *= stretch
    large.meanSpend[i]! *= 1 + 0.01 * random.uniform()
  }
  return { ...large, name: '23570' }
}

/** The same stretch as the reference makes, so that no two customers share T. */
function stretched(shop: Shop): Shop {
  const stretch = (value: number, i: number) => value * (1 + 0.01 * ((i * 0.6180339887498949) % 1))
  return { ...shop, tx: shop.tx.map(stretch), T: shop.T.map(stretch) }
}

function repeated(shop: Shop, length: number): Shop {
  const repeat = (values: Float64Array) => Float64Array.from({ length }, (_, i) => values[i % values.length]!)
  return { name: shop.name, x: repeat(shop.x), tx: repeat(shop.tx), T: repeat(shop.T), meanSpend: repeat(shop.meanSpend) }
}

function runReference(shops: Shop[], small: Shop, notes: string[]): Answer | undefined {
  const script = fileURLToPath(new URL('./reference/clv_reference.py', import.meta.url))
  const lists = (shop: Shop) => ({ x: [...shop.x], tx: [...shop.tx], T: [...shop.T] })
  const task = {
    shops: shops.map((shop) => ({ name: shop.name, ...lists(shop), spend: [...shop.meanSpend] })),
    prediction: { ...lists(small), customers: MILLION, t: HORIZON, bgnbd: BGNBD, pnbd: PNBD },
  }
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const child = spawnSync('python3', [script], { input: JSON.stringify(task), env, maxBuffer: 1 << 26, encoding: 'utf8' })
  if (child.error || child.status !== 0) {
    const reason = child.error?.message ?? child.stderr.trim().split('\n').at(-1)
    notes.push(`No reference figures: Python with numpy and scipy did not run (${reason}).`)
    return undefined
  }
  return JSON.parse(child.stdout) as Answer
}

/** CPU seconds of the fastest run, as for the reference; three runs before let the compiler settle. */
function measure<T>(work: () => T, repeats: number): { cpu: number; result: T } {
  let result = work()
  let cpu = Infinity
  for (let i = -3; i < repeats; i++) {
    const before = process.cpuUsage()
    result = work()
    const used = process.cpuUsage(before)
    if (i >= 0) cpu = Math.min(cpu, (used.user + used.system) / 1e6)
  }
  return { cpu, result }
}

function requireSame(what: string, ours: number, theirs: number): void {
  if (Math.abs(ours - theirs) > 1e-6 * Math.abs(theirs)) throw new Error(`${what}: we sum to ${ours}, the reference to ${theirs}`)
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}

function seconds(value: number): string {
  return value < 0.1 ? `${(value * 1000).toFixed(1)} ms` : `${value.toFixed(2)} s`
}
