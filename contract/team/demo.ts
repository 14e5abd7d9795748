import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Role } from '../shared/permissions.ts'
import { Session, Trade } from './sign-in.ts'

/** A demo business that can be entered without a password; only told and opened on the machine itself. */
export const DemoOrg = z.object({ slug: z.string(), name: z.string(), trade: Trade, roles: z.array(Role), isReady: z.boolean() })

export const listDemo = endpoint({
  method: 'GET',
  path: '/demo',
  summary: 'Demo businesses that this machine may enter by one click',
  permission: 'public',
  output: z.object({ data: z.array(DemoOrg) }),
})
export const openDemoSession = endpoint({
  method: 'POST',
  path: '/demo/sessions',
  summary: 'Enter a demo business; refused outside loopback',
  permission: 'public',
  status: 201,
  keepReply: false,
  body: z.strictObject({ org: z.string().max(63), role: Role }),
  output: Session,
})
/** Takes the demo businesses away for good, with everything in them. */
export const removeDemo = endpoint({
  method: 'POST',
  path: '/demo/removal',
  summary: 'Remove all demo businesses',
  permission: 'org.manage',
  status: 204,
  keepReply: false,
  output: z.undefined(),
})
