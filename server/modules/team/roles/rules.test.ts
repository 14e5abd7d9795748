import { PERMISSIONS, ROLES } from '@shuke/contract/shared/permissions.ts'
import { expect, test } from 'vitest'
import { grantsOf } from './rules.ts'

test('the role table, as people read it', async () => {
  const table = PERMISSIONS.map(
    (permission) =>
      `${permission.padEnd(22)} ${ROLES.map((role) => (grantsOf(role).get(permission) ?? '·').padEnd(6)).join(' ')}`,
  )
  await expect(
    `${' '.repeat(22)} ${ROLES.map((role) => role.slice(0, 6).padEnd(6)).join(' ')}\n${table.join('\n')}\n`,
  ).toMatchFileSnapshot('role-table.txt')
})

test('nobody but owner and administrator may manage people, keys and the org', () => {
  for (const role of ROLES.filter((one) => one !== 'owner' && one !== 'admin')) {
    for (const permission of ['org.manage', 'staff.manage', 'api_keys.manage', 'stores.manage'] as const)
      expect(grantsOf(role).has(permission), `${role} ${permission}`).toBe(false)
  }
  expect(grantsOf('front_desk').has('customers.reveal')).toBe(false)
  expect(grantsOf('front_desk').has('value.read')).toBe(false)
})
