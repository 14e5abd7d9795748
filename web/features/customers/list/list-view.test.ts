import { expect, it } from 'vitest'
import { filterCount, isPersonal, readListView } from './list-view.ts'

it('reads a view from the address and drops what it does not know', () => {
  expect(readListView({ q: '张', sort: '-net', valueTier: 'tier_a', status: 'sleeping', city: '  ', page: '2' })).toEqual({
    q: '张',
    sort: '-net',
    valueTier: 'tier_a',
    status: undefined,
    city: undefined,
    tag: undefined,
  })
  expect(filterCount(readListView({ city: '成都', tag: '老客', q: 'zw' }))).toBe(2)
})

it('keeps phone numbers out of the address', () => {
  expect(['138 0013 8000', '13800', '510107199001011234'].every(isPersonal)).toBe(true)
  expect(['5678', '张伟', '川A12345'.slice(0, 5), 'K00'].some(isPersonal)).toBe(false)
})
