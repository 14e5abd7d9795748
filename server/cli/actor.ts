import { userInfo } from 'node:os'
import { allGrants } from '../kernel/runtime.ts'
import type { Actor } from '../kernel/tenancy/ctx.ts'

function operatingSystemUser(): string {
  try {
    return userInfo().username
  } catch {
    // A uid without a passwd entry.
    return String(process.getuid?.() ?? 'unknown')
  }
}

/** The command line acts with an owner's rights: whoever can run it can read the key file anyway. */
export const commandLineActor = (): Actor => {
  const user = operatingSystemUser()
  return {
    kind: 'command_line',
    id: user,
    name: user,
    role: 'owner',
    staffId: null,
    storeIds: [],
    sessionId: null,
    grants: allGrants,
  }
}
