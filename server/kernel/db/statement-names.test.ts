import { expect, test } from 'vitest'
import { PLAN_EACH_TIME, StatementNames } from './statement-names.ts'

const third = (names: StatementNames, text: string) => {
  names.nameOf(text)
  names.nameOf(text)
  return names.nameOf(text)
}

test('a statement that comes back gets a name and keeps it', () => {
  const names = new StatementNames()
  expect(names.nameOf('select $1')).toBeUndefined()
  expect(names.nameOf('select $1')).toBeUndefined()
  const name = names.nameOf('select $1')
  expect(name).toBeTypeOf('string')
  expect(names.nameOf('select $1')).toBe(name)
  expect(third(names, 'select $1, 2')).not.toBe(name)
})

test('a statement whose plan depends on its values never gets one', () => {
  expect(third(new StatementNames(), `${PLAN_EACH_TIME} select $1`)).toBeUndefined()
})

test('ever new statements fill neither the memory of the database nor ours', () => {
  const names = new StatementNames()
  let named = 0
  for (let n = 0; n < 5000; n++) if (third(names, `select ${n} + $1`) !== undefined) named++
  expect(named).toBeLessThanOrEqual(150)
})
