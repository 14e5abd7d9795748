let loadedWith: string | undefined
let holders = 0
let isDue = false

const reloadNow = () => location.reload()

/** Compares each answer's `Shuke-Version` with the first one seen: after an upgrade the old page loads itself again, once. */
export function noteVersion(version: string | null): void {
  if (!version) return
  loadedWith ??= version
  if (version === loadedWith || isDue) return
  isDue = true
  if (holders === 0) reloadNow()
}

/** Keeps the page while something typed would be lost; the returned function lets go, and an upgrade that came meanwhile reloads then. */
export function holdReload(): () => void {
  holders += 1
  let isHeld = true
  return () => {
    if (!isHeld) return
    isHeld = false
    holders -= 1
    if (isDue && holders === 0) reloadNow()
  }
}
