import { PERMISSIONS, type Permission, type Role, type RowScope } from '@shuke/contract/shared/permissions.ts'

type Line = Partial<Record<Permission, RowScope>>

const everything: Line = Object.fromEntries(PERMISSIONS.map((permission) => [permission, 'org']))

/**
 * Who may do what, and in which rows. A readable table on purpose: a test prints it beside the contract.
 * The owner has everything; the administrator too, the difference being only that nobody can remove the owner.
 */
const ROLE_TABLE: Record<Role, Line> = {
  owner: everything,
  admin: everything,
  manager: {
    'org.read': 'store',
    'staff.read': 'store',
    'stores.read': 'store',
    'audit.read': 'store',
    'customers.read': 'store',
    'customers.create': 'store',
    'customers.update': 'store',
    'customers.reveal': 'store',
    'customers.export': 'store',
    'customers.import': 'store',
    'interactions.read': 'store',
    'interactions.create': 'store',
    'tasks.read': 'store',
    'tasks.create': 'store',
    'tasks.update': 'store',
    'tasks.team': 'store',
    'promises.read': 'store',
    'promises.create': 'store',
    'promises.update': 'store',
    'orders.read': 'store',
    'orders.create': 'store',
    'value.read': 'store',
    'jobs.read': 'store',
    'jobs.cancel': 'store',
  },
  consultant: {
    'org.read': 'own',
    'staff.read': 'own',
    'stores.read': 'own',
    'customers.read': 'own',
    'customers.create': 'own',
    'customers.update': 'own',
    'customers.reveal': 'own',
    'interactions.read': 'own',
    'interactions.create': 'own',
    'tasks.read': 'own',
    'tasks.create': 'own',
    'tasks.update': 'own',
    'promises.read': 'own',
    'promises.create': 'own',
    'promises.update': 'own',
    'orders.read': 'own',
    'orders.create': 'own',
    'jobs.read': 'own',
  },
  front_desk: {
    'org.read': 'store',
    'staff.read': 'store',
    'stores.read': 'store',
    'customers.read': 'store',
    'customers.create': 'store',
    'customers.update': 'store',
    'interactions.read': 'store',
    'interactions.create': 'store',
    'tasks.read': 'store',
    'tasks.create': 'store',
    'tasks.update': 'store',
    'promises.read': 'store',
    'promises.create': 'store',
    'promises.update': 'store',
    'orders.read': 'store',
    'orders.create': 'store',
  },
  analyst: {
    'org.read': 'org',
    'stores.read': 'org',
    'staff.read': 'org',
    'customers.read': 'org',
    'interactions.read': 'org',
    'tasks.read': 'org',
    'tasks.team': 'org',
    'promises.read': 'org',
    'orders.read': 'org',
    'value.read': 'org',
    'value.recalculate': 'org',
    'jobs.read': 'org',
  },
}

const GRANTS = new Map(
  Object.entries(ROLE_TABLE).map(([role, line]) => [role, new Map(Object.entries(line) as [Permission, RowScope][])]),
)

/** The grants of a role; an unknown role (from a newer version's data) has none. */
export const grantsOf = (role: Role): ReadonlyMap<Permission, RowScope> => GRANTS.get(role) ?? new Map()
