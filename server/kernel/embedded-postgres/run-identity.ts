import fs from 'node:fs'

/** The user PostgreSQL runs as, in the shape of spawn options; empty when it simply is the calling user. */
export type RunIdentity = { uid: number; gid: number } | Record<string, never>

/**
 * PostgreSQL refuses to run as root. Under root it runs as the owner of an existing cluster, else as `postgres`, else as
 * `nobody`, else as the owner of the data directory; under any other user, as that user.
 */
export function runIdentity(dataDir: string, cluster: string): RunIdentity {
  if (process.platform === 'win32') return {}
  const clusterOwner = ownerOf(cluster)
  const self = process.getuid?.()
  if (self !== 0) {
    if (clusterOwner && clusterOwner.uid !== self) {
      throw new Error(
        `${cluster} belongs to user id ${clusterOwner.uid}, but this program runs as ${self}. Start it as that user, or as root.`,
      )
    }
    return {}
  }
  if (clusterOwner && clusterOwner.uid !== 0) return clusterOwner
  const passwd = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8') : ''
  for (const name of ['postgres', 'nobody']) {
    const user = userNamed(passwd, name)
    if (user) return user
  }
  const owner = ownerOf(dataDir)
  if (owner && owner.uid !== 0) return owner
  throw new Error(
    'Shuke runs as root here, PostgreSQL must not, and there is no user "postgres" or "nobody" to run it as. ' +
      'Start Shuke as an ordinary user, or set DATABASE_URL.',
  )
}

/** Reads one user out of the text of /etc/passwd; root and a user without numbers do not count. */
export function userNamed(passwd: string, name: string): { uid: number; gid: number } | undefined {
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find((parts) => parts[0] === name)
  const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])]
  return uid > 0 && Number.isInteger(gid) ? { uid, gid } : undefined
}

function ownerOf(file: string): { uid: number; gid: number } | undefined {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  return stat && { uid: stat.uid, gid: stat.gid }
}
