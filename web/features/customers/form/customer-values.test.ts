import { NewCustomer } from '@shuke/contract/customers/profile.ts'
import { expect, it } from 'vitest'
import { type CustomerValues, changeFrom, newCustomerFrom } from './customer-values.ts'

const id = '0192f6a0-0000-7000-8000-000000000001'

it('makes a customer that the contract accepts, the first contact being the main one', () => {
  const made = newCustomerFrom(id, { kind: 'person', name: ' 王丽华 ', phone: '13800138000', wechat: 'lihua_w', city: '  ' })
  const parsed = NewCustomer.parse(made)
  expect(parsed).toMatchObject({ id, name: '王丽华', city: null, leadSource: 'walk_in' })
  expect(parsed.contacts.map(({ kind, isPrimary }) => [kind, isPrimary])).toEqual([
    ['phone', true],
    ['wechat', false],
  ])
})

it('sends only what changed', () => {
  const before: CustomerValues = { kind: 'person', name: '王丽华', city: '成都', tags: ['老客'], leadSource: 'referral' }
  expect(changeFrom(before, before)).toEqual({})
  expect(changeFrom(before, { ...before, city: '', tags: ['老客', '染发'], leadSource: 'douyin' })).toEqual({
    city: null,
    tags: ['老客', '染发'],
    leadSource: 'douyin',
  })
})
