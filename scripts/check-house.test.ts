import { expect, test } from 'vitest'
import { checkHouse } from './check-house.ts'
import { plantedProject } from './house/planted-project.ts'

const VERB = `
import { inTenantTx as open } from '../../../kernel/tenancy/tenant-tx.ts'
import { audit as record } from '../../../kernel/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
const save = async (tx) => { await record(tx) }
export async function createCustomer(ctx, input) {
  authorize(ctx, 'customers.create')
  return open(ctx, (tx) => save(tx))
}`
const HEALTHY: Record<string, string> = {
  'README.md': 'Data lies in `~/.local/share/shuke`; see https://www.postgresql.org/docs/. Runs /usr/bin/chromium.',
  'server/modules/customers/README.md': 'customers',
  'server/modules/customers/index.ts': 'export {}',
  'server/modules/customers/profile/create-customer.ts': VERB,
  'server/modules/customers/profile/rules.ts': `
export const due = (process: { crypto: string }, now: Date): Date => new Date(now.getTime() + process.crypto.length)
export const parsed = (text: string) => new Date(text).toISOString()
export interface Clock { performance: number }`,
  'server/modules/customers/profile/rules.test.ts': 'export const now = new Date()',
  'server/migrations/20260101000000_ground.sql': 'select 1;\n'.repeat(700),
  'analytics/stats/give-way.ts': 'export const turn = () => new Promise((resume) => setTimeout(resume, 0))',
  'analytics/cli/main.ts': 'console.log(process.argv, Date.now())',
  'web/app/page.tsx': `
import { t } from '../lib/i18n/t.ts'
// 页面 comments may speak any language
export const page = <a className="list of words" href="/customers" title={t('customers.title')}>{t('x')} · 12</a>`,
  'web/lib/i18n/locales/zh-CN/customers.ts': "export default { title: '客户', count_other: '{{count}} 位' }",
  'web/lib/i18n/locales/en/customers.ts': "export default { title: 'Customers', count_one: 'one', count_other: '{{count}}' }",
  'web/lib/i18n/locales/zh-CN/index.ts':
    "import customers from './customers.ts'\nexport default { customers, titles: ['总', '先生'] }",
  'web/lib/i18n/locales/en/index.ts': "import customers from './customers.ts'\nexport default { customers, titles: ['Mr'] }",
  'web/features/value/locales/zh-CN.json': '{ "tiers": { "a": "顶级" } }',
  'web/features/value/locales/en.json': '{ "tiers": { "a": "Top" } }',
}

const pure = (line: string) => `export const x = () => ${line}`
/** Rule → one file that breaks it. */
const PLANTED: [rule: string, file: string, text: string][] = [
  [
    'tenant-verb-authorize',
    'server/modules/customers/profile/merge-customer.ts',
    VERB.replace("authorize(ctx, 'customers.create')", ''),
  ],
  ['tenant-verb-audit', 'server/modules/customers/profile/tag-customer.ts', VERB.replace('await record(tx)', '')],
  [
    'tenant-verb-authorize',
    'server/modules/customers/profile/list-customers.ts',
    "import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'\nexport const list = (ctx) => inTenantRead(ctx, (tx) => tx)",
  ],
  ['pure', 'server/modules/customers/standing/rules.ts', pure('Date.now()')],
  ['pure', 'server/modules/customers/card/field-rules.ts', pure('process.env.TZ')],
  ['pure', 'analytics/rfm/clock.ts', pure('new Date()')],
  ['pure', 'analytics/rfm/local-day.ts', pure('new Date(0).getDate()')],
  ['pure', 'analytics/rfm/local-date.ts', pure('new Date(2026, 0, 1)')],
  ['pure', 'analytics/stats/dice.ts', pure('Math.random()')],
  ['pure', 'analytics/stats/uuid.ts', pure('crypto.randomUUID()')],
  ['pure', 'analytics/stats/timing.ts', pure('performance.now()')],
  ['pure', 'analytics/stats/waiting.ts', pure('new Promise((resume) => setTimeout(resume, 10))')],
  ['pure', 'analytics/stats/loading.ts', pure("fetch('x')")],
  ['pure', 'analytics/stats/printing.ts', pure("console.log('x')")],
  ['injected', 'server/modules/customers/profile/date-customer.ts', pure('new Date()')],
  ['injected', 'server/modules/customers/profile/number-customer.ts', pure('randomUUID()')],
  ['injected', 'server/modules/customers/profile/place-customer.ts', pure('process.env.HOME')],
  ['kebab-case', 'server/kernel/tenantTx.ts', ''],
  ['kebab-case', 'web/features/Customers/page.ts', ''],
  ['telling-name', 'server/kernel/date-utils.ts', ''],
  ['telling-name', 'web/ui/helpers.ts', ''],
  ['telling-name', 'server/kernel/common/dates.ts', ''],
  ['file-size', 'server/kernel/long.ts', 'export {}\n'.repeat(501)],
  ['module-front', 'server/modules/sales/deals/rules.ts', ''],
  ['module-front', 'server/modules/team/README.md', 'line\n'.repeat(16)],
  ['foreign-path', 'docs/operations.md', `first\ncopy it to /${'home'}/anna/shuke/`],
  ['foreign-path', 'server/kernel/mirror.ts', `export const mirror = 'https://${'registry'}.example.org/'`],
  ['text-in-component', 'web/ui/greeting.tsx', 'export const g = <b>欢迎</b>'],
  ['text-in-component', 'web/ui/label.tsx', 'export const g = <b>Welcome</b>'],
  ['text-in-component', 'web/ui/tooltip.tsx', 'export const g = <b title="Delete" />'],
  ['text-in-component', 'web/ui/message.tsx', "export const g = open('Saved without errors.')"],
  ['text-in-component', 'web/ui/template.tsx', `export const g = \`共\${n}\``],
  ['locale-keys', 'web/features/value/rfm/locales/zh-CN.json', '{ "title": "RFM" }'],
]

test('a healthy project keeps every rule', async () => {
  using project = plantedProject(HEALTHY)
  const { files, findings } = await checkHouse(project.root)
  expect(findings).toEqual([])
  expect(files).toBe(Object.keys(HEALTHY).length)
})

test.each(PLANTED)('%s catches %s', async (rule, file, text) => {
  using project = plantedProject({ ...HEALTHY, [file]: text })
  const { findings } = await checkHouse(project.root)
  const caught = findings.filter((finding) => finding.rule === rule && finding.level === 'error')
  // Folder rules name the folder, or the module above it.
  expect(caught.some((finding) => file.startsWith(finding.file))).toBe(true)
})

test('a key in one language only, and an empty text, are named with the file that lacks them', async () => {
  using project = plantedProject({
    ...HEALTHY,
    'web/features/value/locales/zh-CN.json': '{ "tiers": { "a": "顶级", "b": "" } }',
    'web/lib/i18n/locales/en/customers.ts': "const customers = { title: 'Customers' }\nexport default customers",
    'web/lib/i18n/locales/en/index.ts': 'export default { titles: [] }',
  })
  const { findings } = await checkHouse(project.root)
  const seen = findings.filter(({ rule }) => rule === 'locale-keys').map(({ file, message }) => `${file}: ${message}`)
  expect(seen).toContainEqual(
    expect.stringMatching(/^web\/features\/value\/locales\/en\.json: "tiers\.b" of .* is missing here$/),
  )
  expect(seen).toContain('web/features/value/locales/zh-CN.json: "tiers.b" is empty')
  expect(seen).toContainEqual(
    expect.stringMatching(/^web\/lib\/i18n\/locales\/en\/customers\.ts: "count" of .* is missing here$/),
  )
  expect(seen).toContainEqual(
    expect.stringMatching(/^web\/lib\/i18n\/locales\/en\/index\.ts: "customers" of .* is missing here$/),
  )
  expect(seen).toHaveLength(4)
})

test('a folder of 21 source files is too many, tests not counted; 301 lines are a warning', async () => {
  const folder = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`web/ui/part-${index}.ts`, '']).concat([['web/ui/part.test.ts', '']]),
    )
  using twenty = plantedProject(folder(20))
  expect((await checkHouse(twenty.root)).findings).toEqual([])
  using more = plantedProject({ ...folder(21), 'server/long.ts': 'export {}\n'.repeat(301) })
  expect((await checkHouse(more.root)).findings).toEqual([
    expect.objectContaining({ rule: 'file-size', level: 'warning', file: 'server/long.ts' }),
    expect.objectContaining({ rule: 'folder-size', level: 'error', file: 'web/ui' }),
  ])
})
