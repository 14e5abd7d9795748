import { expect, it } from 'vitest'
import { decodeStart, guessKind, previewOf } from './file-preview.ts'

it('reads UTF-8 with and without a mark, cut characters and GB18030', () => {
  const utf8 = new TextEncoder().encode('\ufeff姓名,手机')
  expect(decodeStart(utf8)).toBe('姓名,手机')
  expect(decodeStart(utf8.slice(0, -1))).toBe('姓名,手')
  expect(decodeStart(Uint8Array.of(0xd0, 0xd5, 0xc3, 0xfb))).toBe('姓名')
})

it('finds the delimiter and keeps quoted cells whole', () => {
  expect(previewOf('a;b;c\r\n1;"x;""y""";3\r\n\r\n4;5;6')).toEqual({
    headers: ['a', 'b', 'c'],
    rows: [
      ['1', 'x;"y"', '3'],
      ['4', '5', '6'],
    ],
  })
  expect(previewOf('姓名\t手机\n张伟\t138').headers).toEqual(['姓名', '手机'])
})

it('suggests the kind of rows', () => {
  expect(guessKind(['customer_id', 'order_date', 'units', 'revenue'])).toBe('orders')
  expect(guessKind(['客户编号', '姓名', '手机号', '生日'])).toBe('customers')
  expect(guessKind(['订单号', 'SKU', '单价'])).toBe('order-lines')
  expect(guessKind(['Customer ID', 'Visit Date'])).toBe('visits')
})
