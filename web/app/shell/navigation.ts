import type { Permission } from '@shuke/contract/shared/permissions.ts'

/** The screens that live, under the step of the process (FRM-01) they serve; a step without a screen is not shown. */
export const NAVIGATION = [
  {
    step: 'know',
    screens: [
      { name: 'today', to: '/today', permission: 'tasks.read' },
      { name: 'find', to: '/find', permission: 'customers.read' },
      { name: 'customers', to: '/customers', permission: 'customers.read' },
      { name: 'imports', to: '/imports', permission: 'customers.import' },
    ],
  },
  { step: 'choose', screens: [{ name: 'rfm', to: '/value/rfm', permission: 'value.read' }] },
  { step: 'classify', screens: [{ name: 'pyramid', to: '/value/pyramid', permission: 'value.read' }] },
] as const satisfies readonly { step: string; screens: readonly { name: string; to: string; permission: Permission }[] }[]

export type Screen = (typeof NAVIGATION)[number]['screens'][number]
export type ScreenName = Screen['name'] | 'customer' | 'valueRows' | 'backup' | 'password'

/** Which screen's help belongs to an address. */
export function screenAt(pathname: string): ScreenName {
  if (/^\/customers\/./.test(pathname)) return 'customer'
  if (pathname.startsWith('/customers')) return 'customers'
  if (pathname.startsWith('/today')) return 'today'
  if (pathname.startsWith('/imports')) return 'imports'
  if (pathname.startsWith('/value/rfm')) return 'rfm'
  if (pathname.startsWith('/value/customers')) return 'valueRows'
  if (pathname.startsWith('/value')) return 'pyramid'
  if (pathname.startsWith('/settings/backup')) return 'backup'
  return pathname.startsWith('/password') ? 'password' : 'find'
}
