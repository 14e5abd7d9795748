import { z } from 'zod'

/**
 * Everything somebody may be allowed to do. `<what>.<act>`; the role table (team/roles) says who may, and in which rows.
 * A new permission is added here and in every role's line there: a test compares the two.
 */
export const PERMISSIONS = [
  'org.read',
  'org.manage',
  'staff.read',
  'staff.manage',
  'stores.read',
  'stores.manage',
  'api_keys.manage',
  'audit.read',
  'customers.read',
  'customers.create',
  'customers.update',
  'customers.reveal',
  'customers.export',
  'customers.import',
  'interactions.read',
  'interactions.create',
  'tasks.read',
  'tasks.create',
  'tasks.update',
  'tasks.team',
  'promises.read',
  'promises.create',
  'promises.update',
  'orders.read',
  'orders.create',
  'value.read',
  'value.recalculate',
  'jobs.read',
  'jobs.cancel',
  'backups.manage',
] as const
export const Permission = z.enum(PERMISSIONS)
export type Permission = z.infer<typeof Permission>

/** Which rows a permission reaches: those one owns, those of one's stores, or all of the org. */
export const ROW_SCOPES = ['own', 'store', 'org'] as const
export const RowScope = z.enum(ROW_SCOPES)
export type RowScope = z.infer<typeof RowScope>

export const ROLES = ['owner', 'admin', 'manager', 'consultant', 'front_desk', 'analyst'] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>
