import { expect, test } from 'vitest'
import { checkDocs } from './check-docs.ts'
import { plantedProject } from './house/planted-project.ts'

const TREE: Record<string, string> = {
  'package.json': '{ "scripts": { "verify": "x" } }',
  'web/package.json': '{ "scripts": { "build": "x" } }',
  'server/app.ts': '',
  'server/modules/customers/index.ts': '',
  'server/modules/customers/profile/rules.ts': '',
  'ARCHITECTURE.md': '',
}
const messages = (root: string) => checkDocs(root).findings.map(({ file, line, message }) => `${file}:${line} ${message}`)

test('paths, links, globs and scripts that exist are fine, and what is no path is left alone', () => {
  using project = plantedProject({
    ...TREE,
    'docs/tour.md': [
      'See `server/app.ts`, [the customers](../server/modules/customers/index.ts#top "title"), `ARCHITECTURE.md`, `server/modules/*/index.ts`.',
      'Both `server/modules/customers/{index,profile/rules}.ts`; from there `customers/profile/rules.ts`; built into `web/dist/index.html`.',
      'Run `npm run verify`, `npm run build`; call `/api/v1/customers/{id}`; `@shuke/contract/shared/ids.ts`; a slice `membership/points`.',
      'Mail [us](mailto:a@b.example) or [here](#below); `contract/<module>/<feature>.ts`; [x](https://example.org/none).',
      '```\nserver/not/there.ts\n```',
    ].join('\n'),
    'server/modules/customers/README.md': 'Rules: `profile/rules.ts`.',
  })
  expect(messages(project.root)).toEqual([])
  expect(checkDocs(project.root).documents).toBe(3)
})

test.each([
  ['a cited file', 'see `server/gone.ts`', 'cites server/gone.ts'],
  ['a cited folder', 'see `server/kernel/`', 'cites server/kernel/'],
  ['one of two', 'see `server/{app,gone}.ts`', 'cites server/{app,gone}.ts'],
  ['a glob without a match', 'see `server/*/tables.ts`', 'cites server/*/tables.ts'],
  ['a link', '[x](gone.md)', 'links to gone.md'],
  ['a page', 'see `SECURITY.md`', 'cites SECURITY.md'],
  ['a script', 'run `npm run deploy`', 'there is no script "npm run deploy"'],
  ['a script in a block', '```\nnpm run deploy\n```', 'there is no script "npm run deploy"'],
])('%s that is not there is named', (_, text, expected) => {
  using project = plantedProject({ ...TREE, 'docs/tour.md': text })
  expect(messages(project.root)).toEqual([expect.stringContaining(expected)])
})

test('the feature list has known forms only', () => {
  const head = '| requirement | state | where |\n|---|---|---|\n'
  using good = plantedProject({
    ...TREE,
    'docs/features.md': `${head}| CUST-07 | partly | \`server/app.ts\` |\n| VAL-30 | not yet | |`,
  })
  expect(messages(good.root)).toEqual([])
  using bad = plantedProject({
    ...TREE,
    'docs/features.md': `${head}| CUST-7 | done | |\n| VAL-01 | almost | |\n| VAL-01 | done | |`,
  })
  expect(messages(bad.root)).toEqual([
    'docs/features.md:3 "CUST-7" is not a requirement id like CUST-07',
    'docs/features.md:4 the state of VAL-01 is "almost"; say done, partly or not yet',
    'docs/features.md:5 VAL-01 stands here twice',
  ])
})
