import { expect, it } from 'vitest'
import { familyNameIn } from './family-name.ts'

it('finds the family name where there is one', () => {
  expect(familyNameIn('王丽华')).toBe('王')
  expect(familyNameIn(' 欧阳娜娜')).toBe('欧阳')
  expect(familyNameIn('Anna Maria Li')).toBe('Li')
})

it('does not guess', () => {
  expect(familyNameIn('王')).toBeUndefined()
  expect(familyNameIn('Anna')).toBeUndefined()
  expect(familyNameIn('阿依古丽·买买提')).toBeUndefined()
  expect(familyNameIn('')).toBeUndefined()
})
