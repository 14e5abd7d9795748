import { expect, test } from 'vitest'
import { comparePhones, readPhone } from './phone.ts'

test.each([
  ['138 1234 5679', 'mobile', '13812345679'],
  ['+86-138-1234-5679', 'mobile', '13812345679'],
  ['008613812345679', 'mobile', '13812345679'],
  ['013812345679', 'mobile', '13812345679'],
  ['１３８１２３４５６７９', 'mobile', '13812345679'],
  ['17951 13812345679', 'mobile', '13812345679'],
  ['(028) 8555-1234', 'landline', '02885551234'],
  ['85551234', 'landline', '85551234'],
  ['+61 2 9374 4000', 'foreign', '61293744000'],
  ['138****5679', 'masked', '138****5679'],
])('%s is a %s number, %s', (text, kind, key) => {
  expect(readPhone(text)).toMatchObject({ kind, phone: { key } })
})

test.each([
  ['18412345679转1234', 'virtual'],
  ['13912345679-8821', 'virtual'],
  ['13912345679,,8821', 'virtual'],
  ['17012345679', 'virtual'],
  ['16512345679', 'virtual'],
  ['14812345679', 'virtual'],
  ['95013123456789', 'virtual'],
  ['4008001234', 'service'],
  ['10086', 'service'],
  ['13800138000', 'placeholder'],
  ['11111111111', 'placeholder'],
  ['13600000000', 'placeholder'],
  ['无', 'unreadable'],
  ['****5679', 'unreadable'],
])('%s is %s and says nothing about a person', (text, kind) => {
  expect(readPhone(text)).toEqual({ kind })
})

test.each([
  ['13812345679', '138-1234-5679', 3],
  ['13812345679', '13812345697', 2],
  ['13812345679', '13812345678', 2],
  ['02885551234', '85551234', 2],
  ['138****5679', '13812345679', 1],
  ['138****5679', '13812340000', 0],
  ['13812345679', '13912345000', 0],
])('%s and %s agree at level %i', (a, b, level) => {
  const [one, other] = [readPhone(a).phone!, readPhone(b).phone!]
  expect(comparePhones(one, other)).toBe(level)
  expect(comparePhones(other, one)).toBe(level)
})
