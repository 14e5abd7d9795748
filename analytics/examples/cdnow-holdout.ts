// Draws the CDNOW hold-out: cumulative repeat purchases by week, counted and as BG/NBD and Pareto/NBD foretell them from the first 39
// weeks.   node analytics/examples/cdnow-holdout.ts cdnow_sample_orders.csv [cdnow-holdout.svg]
import { writeFile } from 'node:fs/promises'
import { readDay } from '../cli/command.ts'
import { readPurchases } from '../cli/read-purchases.ts'
import { customerFigures, fitModel, type ModelFit, type PurchaseEvents, summarise } from '../clv/index.ts'

const START = readDay('start', '1997-01-01')
const CALIBRATION_WEEKS = 39
const WEEKS = 78

type Curve = { readonly name: string; readonly colour: string; readonly dash: string; readonly values: readonly number[] }

/** Repeat purchase occasions up to the end of each week, week 0 first. */
function countedCumulative({ customer, day }: PurchaseEvents): number[] {
  const byWeek = new Array<number>(WEEKS + 1).fill(0)
  for (let i = 1; i < customer.length; i++) {
    const repeat = customer[i] === customer[i - 1] && day[i] !== day[i - 1]
    if (repeat) byWeek[Math.min(WEEKS, Math.floor((day[i]! - START) / 7) + 1)]! += 1
  }
  return runningSum(byWeek)
}

/** The same as expected: Σ E[X(t − first purchase)] over all customers who have begun by then. */
function expectedCumulative(fit: ModelFit, T: Float64Array): number[] {
  const figures = customerFigures(fit)
  const beginners = new Map<number, number>()
  for (const observed of T) {
    const begin = CALIBRATION_WEEKS - observed
    beginners.set(begin, (beginners.get(begin) ?? 0) + 1)
  }
  return Array.from({ length: WEEKS + 1 }, (_, week) => {
    let sum = 0
    for (const [begin, customers] of beginners) if (week > begin) sum += customers * figures.expectedOfNew(week - begin)
    return sum
  })
}

function runningSum(values: readonly number[]): number[] {
  let sum = 0
  return values.map((value) => {
    sum += value
    return sum
  })
}

const WIDTH = 760
const HEIGHT = 420
const PLOT = { left: 64, right: 24, top: 44, bottom: 52 }

function draw(curves: readonly Curve[]): string {
  const top = Math.ceil(Math.max(...curves.flatMap(({ values }) => values)) / 1000) * 1000
  const x = (week: number) => PLOT.left + (week / WEEKS) * (WIDTH - PLOT.left - PLOT.right)
  const y = (count: number) => HEIGHT - PLOT.bottom - (count / top) * (HEIGHT - PLOT.top - PLOT.bottom)
  const at = (value: number) => value.toFixed(1)
  const path = (values: readonly number[]) =>
    values.map((count, week) => `${week ? 'L' : 'M'}${at(x(week))} ${at(y(count))}`).join('')
  const rows = Array.from({ length: top / 1000 + 1 }, (_, k) => k * 1000)
  const columns = Array.from({ length: Math.floor(WEEKS / 13) + 1 }, (_, k) => k * 13)
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="13" role="img">`,
    '<title>CDNOW: cumulative repeat purchases, counted and foretold from the first 39 weeks</title>',
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<rect x="${at(x(CALIBRATION_WEEKS))}" y="${PLOT.top}" width="${at(x(WEEKS) - x(CALIBRATION_WEEKS))}" height="${HEIGHT - PLOT.top - PLOT.bottom}" fill="#f3f4f6"/>`,
    `<text x="${at(x(CALIBRATION_WEEKS) + 8)}" y="${HEIGHT - PLOT.bottom - 10}" fill="#4b5563">hold-out, not seen by the fits</text>`,
    ...rows.flatMap((count) => [
      `<path d="M${PLOT.left} ${at(y(count))}H${WIDTH - PLOT.right}" stroke="#d1d5db"/>`,
      `<text x="${PLOT.left - 8}" y="${at(y(count) + 4)}" text-anchor="end" fill="#374151">${count}</text>`,
    ]),
    ...columns.map(
      (week) => `<text x="${at(x(week))}" y="${HEIGHT - PLOT.bottom + 20}" text-anchor="middle" fill="#374151">${week}</text>`,
    ),
    `<text x="${at(x(WEEKS / 2))}" y="${HEIGHT - 12}" text-anchor="middle" fill="#374151">weeks since 1 January 1997</text>`,
    ...curves.map(
      ({ values, colour, dash }) =>
        `<path d="${path(values)}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
    ),
    ...curves.flatMap(({ name, colour, dash }, i) => [
      `<path d="M${PLOT.left + 10 + i * 220} 26h28" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`,
      `<text x="${PLOT.left + 44 + i * 220}" y="30" fill="#111827">${name}</text>`,
    ]),
    '</svg>',
  ]
  return `${lines.join('\n')}\n`
}

const [file, target = 'cdnow-holdout.svg'] = process.argv.slice(2)
if (!file) {
  process.stderr.write('Usage: node analytics/examples/cdnow-holdout.ts cdnow_sample_orders.csv [cdnow-holdout.svg]\n')
  process.exit(2)
}
const { events } = await readPurchases(file)
const summary = summarise(events, START + 7 * CALIBRATION_WEEKS - 1)
const curve = (name: string, colour: string, dash: string, values: number[]): Curve => ({
  name: `${name}: ${Math.round(values[WEEKS]!)}`,
  colour,
  dash,
  values,
})
const svg = draw([
  curve('counted', '#111827', 'none', countedCumulative(events)),
  curve('BG/NBD', '#2563eb', '7 4', expectedCumulative(fitModel('bgnbd', summary), summary.T)),
  curve('Pareto/NBD', '#c2410c', '2 3', expectedCumulative(fitModel('pnbd', summary), summary.T)),
])
await writeFile(target, svg)
process.stdout.write(`Wrote ${target}\n`)
