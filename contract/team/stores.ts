import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { text, Uuid } from '../shared/ids.ts'
import { Role } from '../shared/permissions.ts'

export const Store = z.object({ id: Uuid, name: z.string(), code: z.string().nullable(), timezone: z.string() })
export const listStores = endpoint({
  method: 'GET',
  path: '/stores',
  summary: 'Stores of the org',
  permission: 'stores.read',
  output: z.object({ data: z.array(Store) }),
})
export const createStore = endpoint({
  method: 'POST',
  path: '/stores',
  summary: 'Add a store',
  permission: 'stores.manage',
  status: 201,
  body: z.strictObject({
    id: z.uuidv7().optional(),
    name: text(100),
    code: text(40).nullish(),
    timezone: z.string().max(60).optional(),
  }),
  output: Store,
})

export const Staff = z.object({
  id: Uuid,
  name: z.string(),
  role: Role.nullable(),
  storeIds: z.array(Uuid),
  isActive: z.boolean(),
})
export const listStaff = endpoint({
  method: 'GET',
  path: '/staff',
  summary: 'Staff of the org',
  permission: 'staff.read',
  output: z.object({ data: z.array(Staff) }),
})
/** Adds a member of staff; with an identifier also the account to sign in with, whose first password is shown once. */
export const createStaff = endpoint({
  method: 'POST',
  path: '/staff',
  summary: 'Add a member of staff',
  permission: 'staff.manage',
  status: 201,
  keepReply: false,
  body: z.strictObject({
    name: text(100),
    storeIds: z.array(Uuid).max(100).default([]),
    role: Role.optional(),
    identifier: text(200).optional(),
  }),
  output: Staff.extend({ firstPassword: z.string().nullable() }),
})
