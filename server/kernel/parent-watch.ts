/**
 * Calls `act` when the program that started this one is gone, even by kill -9. `scripts/start.mjs` and `bin/shuke.mjs` hold an
 * IPC channel to their child and never send anything over it: its end is the message. Started in any other way, there is no
 * channel, and nothing is watched. Watching alone does not keep the process running.
 */
export function onParentGone(act: () => void): void {
  if (!process.connected) return
  process.once('disconnect', act)
  process.channel?.unref()
}
