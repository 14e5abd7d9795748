import { useEffect, useRef } from 'react'

/** Key → act. Keys are written as `KeyboardEvent.key`; `mod+k` is Ctrl or ⌘ with k and works inside fields too. */
export type Shortcuts = Record<string, (() => void) | undefined>

const stack: { current: Shortcuts }[] = []

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

function onKeyDown(event: KeyboardEvent): void {
  // While an input method composes, keys belong to it; 229 is how some browsers say so.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229 || event.altKey) return
  const isMod = event.ctrlKey || event.metaKey
  if (!isMod && (isEditable(event.target) || document.querySelector('dialog[open]'))) return
  const key = isMod ? `mod+${event.key.toLowerCase()}` : event.key
  const act = stack.findLast((shortcuts) => shortcuts.current[key])?.current[key]
  if (!act) return
  event.preventDefault()
  act()
}

/** Gives keys a meaning while the component is shown; the screen that came last wins. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    if (stack.length === 0) window.addEventListener('keydown', onKeyDown)
    stack.push(latest)
    return () => {
      stack.splice(stack.indexOf(latest), 1)
      if (stack.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}
