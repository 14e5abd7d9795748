import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkLadder } from './check-ladder.ts'
import { plantedProject } from './house/planted-project.ts'

const tsconfig = readFileSync(path.join(path.dirname(import.meta.dirname), 'tsconfig.json'), 'utf8')
const use = (...paths: string[]): string => paths.map((name, index) => `import * as m${index} from '${name}'`).join('\n')

/** A small project in which every import is right; the plantings below each add one wrong file to it. */
const HEALTHY: Record<string, string> = {
  'tsconfig.json': tsconfig,
  'contract/shared/ids.ts': use('zod'),
  'contract/customers/profile.ts': use('zod', '../shared/ids.ts'),
  'contract/shared/ids.test.ts': use('vitest', './ids.ts'),
  'analytics/index.ts': use('./rfm/score.ts'),
  'analytics/rfm/score.ts': use('pinyin-pro'),
  'analytics/rfm/score.test.ts': use('node:fs', './score.ts', '../testing/truth.ts'),
  'analytics/testing/truth.ts': use('node:fs'),
  'analytics/cli/main.ts': use('csv-parse', 'node:fs', '../index.ts'),
  'server/app.ts': use('./modules/customers/index.ts', './modules/customers/profile/routes.ts', './kernel/db/pool.ts'),
  'server/kernel/db/pool.ts': use('pg', 'kysely'),
  'server/kernel/errors.ts': use('../../contract/shared/ids.ts'),
  'server/kernel/text/phone.ts': use('libphonenumber-js', '../errors.ts'),
  'server/kernel/testing/org.ts': use('../db/pool.ts', '../../app.ts'),
  'server/modules/privacy/index.ts': 'export const p = 1',
  'server/modules/customers/index.ts': use('./profile/create-customer.ts'),
  'server/modules/customers/seams.ts': use('kysely'),
  'server/modules/customers/tables.ts': use('kysely'),
  'server/modules/customers/profile/create-customer.ts': use('./queries.ts', './rules.ts', '../../privacy/index.ts'),
  'server/modules/customers/profile/queries.ts': use('kysely'),
  'server/modules/customers/profile/search-queries.ts': use('pg-copy-streams'),
  'server/modules/customers/profile/rules.ts': use(
    '../../../../contract/customers/profile.ts',
    '../../../../analytics/index.ts',
    '../../../kernel/text/phone.ts',
    'tyme4ts',
  ),
  'server/modules/customers/profile/routes.ts': use('./create-customer.ts'),
  'server/modules/customers/profile/profile.db.test.ts': use('pg', '../../../kernel/testing/org.ts', './create-customer.ts'),
  'server/modules/membership/index.ts': use('../customers/index.ts'),
  'server/modules/sales/index.ts': 'export const s = 1',
  'web/ui/button.tsx': 'export const b = 1',
  'web/features/customers/list/page.tsx': use('../../../ui/button.tsx', './use-list.ts'),
  'web/features/customers/list/use-list.ts': use('../../../../contract/customers/profile.ts'),
  'web/features/customers/index.ts': 'export const c = 1',
  'web/features/value/page.tsx': use('../customers/index.ts'),
}

/** Rule → one wrong file that it, and nothing else, must catch. */
const PLANTED: [rule: string, file: string, text: string][] = [
  ['ladder-customers', 'server/modules/customers/profile/show-points.ts', use('../../membership/index.ts')],
  ['ladder-privacy', 'server/modules/privacy/mask.ts', use('../customers/index.ts')],
  ['ladder-membership', 'server/modules/membership/sell.ts', use('../sales/index.ts')],
  ['known-rung', 'server/modules/sales/deal.ts', use('../gossip/index.ts')],
  ['front-door', 'server/modules/membership/peek.ts', use('../customers/profile/create-customer.ts')],
  ['front-door', 'server/modules/membership/peek.test.ts', use('../customers/profile/create-customer.ts')],
  ['no-cycles', 'server/kernel/a.ts', "import type { b } from './b.ts'\nexport type a = b"],
  ['sql-in-queries-only', 'server/modules/customers/profile/list-customers.ts', use('kysely')],
  ['sql-in-queries-only', 'server/modules/customers/profile/load-customers.ts', use('pg-copy-streams')],
  ['routes-are-thin', 'server/modules/customers/search/routes.ts', use('../profile/queries.ts')],
  ['rules-are-pure', 'server/modules/customers/search/rules.ts', use('node:fs')],
  ['rules-are-pure', 'server/modules/customers/search/name-rules.ts', use('../profile/queries.ts')],
  ['kernel-knows-no-business', 'server/kernel/peek.ts', use('../modules/customers/index.ts')],
  ['kernel-text-is-pure', 'server/kernel/text/name.ts', use('../db/pool.ts')],
  ['testing-in-tests-only', 'server/modules/customers/profile/fake-customer.ts', use('../../../kernel/testing/org.ts')],
  ['server-not-web', 'server/kernel/page.ts', use('../../web/ui/button.tsx')],
  ['analytics-is-pure', 'analytics/rfm/read-file.ts', use('node:fs')],
  ['analytics-is-pure', 'analytics/rfm/read-csv.ts', use('csv-parse')],
  ['analytics-library-stands-alone', 'analytics/rfm/run.ts', use('../cli/main.ts')],
  ['analytics-is-publishable', 'analytics/cli/orders.ts', use('../../contract/customers/profile.ts')],
  ['contract-is-light', 'contract/customers/search.ts', use('kysely')],
  ['web-not-server', 'web/app/shell.tsx', use('../../server/modules/customers/index.ts')],
  ['web-features-apart', 'web/features/value/peek.tsx', use('../customers/list/page.tsx')],
  ['web-ui-knows-no-business', 'web/ui/customer-name.tsx', use('../features/customers/index.ts')],
  ['resolvable', 'server/modules/sales/lost.ts', use('./nowhere.ts')],
]

/** Files that a planting needs beside it. */
const COMPANIONS: Record<string, string> = {
  'server/modules/gossip/index.ts': 'export const g = 1',
  'server/kernel/b.ts': "import type { a } from './a.ts'\nexport type b = a",
}

test('a healthy project has no violation, and all of it was read', () => {
  using project = plantedProject(HEALTHY)
  const report = checkLadder(project.root)
  expect(report.violations).toEqual([])
  expect(report.unread).toEqual([])
  expect(report.read).toBe(Object.keys(HEALTHY).filter((name) => /\.tsx?$/.test(name)).length)
})

test('every planted violation is caught by the rule made for it', () => {
  using project = plantedProject({
    ...HEALTHY,
    ...COMPANIONS,
    ...Object.fromEntries(PLANTED.map(([, file, text]) => [file, text])),
  })
  const { violations } = checkLadder(project.root)
  for (const [rule, file] of PLANTED) {
    const caught = violations.filter(({ from }) => from === file).map((violation) => violation.rule)
    expect(caught, `${file} must be caught by ${rule}`).toContain(rule)
  }
  const planted = new Set([...PLANTED.map(([, file]) => file), ...Object.keys(COMPANIONS)])
  expect(violations.filter(({ from }) => !planted.has(from))).toEqual([])
})

test('a tool that reads nothing is caught: every source file must have been seen', () => {
  using project = plantedProject({
    'tsconfig.json': tsconfig,
    'blind.cjs': "module.exports = { forbidden: [], options: { exclude: { path: 'page' } } }",
    'web/app/page.tsx': '',
    'web/ui/button.tsx': '',
  })
  const report = checkLadder(project.root, path.join(project.root, 'blind.cjs'))
  expect(report).toEqual({ read: 1, unread: ['web/app/page.tsx'], violations: [] })
})
