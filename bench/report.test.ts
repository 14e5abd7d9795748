import { expect, test } from 'vitest'
import { formatResult } from './report.ts'
import { benchmarksFor } from './run.ts'

test('the table lines up, also with Chinese letters, and the ratios come last', () => {
  const text = formatResult({
    rows: [
      { work: '查找', 'floor, ms': 0.25, n: 1000 },
      { work: 'list', 'floor, ms': 123.456 },
    ],
    ratios: [
      { name: 'requests-get', ratio: 2.5, limit: 3.2 },
      { name: 'requests-list', ratio: 3.456, limit: 2.4 },
      { name: 'requests-create', ratio: 0.5 },
    ],
    notes: ['100 000 customers'],
  })
  expect(text.split('\n')).toEqual([
    '| work | floor, ms | n    |',
    '| ---- | --------- | ---- |',
    '| 查找 | 0.250     | 1000 |',
    '| list | 123       |      |',
    '',
    '100 000 customers',
    'requests-get is within its limit of 3.2',
    'requests-list is OVER its limit of 2.4',
    '',
    'requests-get: 2.50',
    'requests-list: 3.46',
    'requests-create: 0.500',
  ])
})

test('a name finds its file, or the group that starts with it', () => {
  const files = ['run.ts', 'report.ts', 'report.test.ts', 'import.ts', 'analytics-clv.ts', 'analytics-linkage.ts', 'reference']
  expect(benchmarksFor('import', files)).toEqual(['import.ts'])
  expect(benchmarksFor('analytics', files)).toEqual(['analytics-clv.ts', 'analytics-linkage.ts'])
  expect(benchmarksFor('run', files)).toEqual([])
})
