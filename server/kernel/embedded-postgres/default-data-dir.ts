import { homedir } from 'node:os'
import path from 'node:path'

type Environment = Record<string, string | undefined>

/**
 * The folder for Shuke's data when nobody names one: the user's own data folder, never the checkout, so that deleting or
 * renewing the program leaves the customers alone.
 */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  env: Environment = process.env,
  home = homedir(),
): string {
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Shuke')
  if (platform === 'win32') return path.win32.join(env.LOCALAPPDATA || path.win32.join(home, 'AppData', 'Local'), 'Shuke')
  // The XDG rules say that a relative path there is to be ignored.
  const xdg =
    env.XDG_DATA_HOME && path.posix.isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : path.posix.join(home, '.local', 'share')
  return path.posix.join(xdg, 'shuke')
}
