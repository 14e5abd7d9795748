import { useSyncExternalStore } from 'react'

export interface Toast {
  id: number
  text: string
  tone: 'done' | 'failed'
  /** Takes the change back; absent where it cannot be. */
  undo?: () => void
}

const SHOWN_MS = { plain: 4_000, withUndo: 8_000 }
let toasts: readonly Toast[] = []
let lastId = 0
const listeners = new Set<() => void>()

function set(next: readonly Toast[]): void {
  toasts = next
  for (const tell of listeners) tell()
}

export const dismissToast = (id: number): void => set(toasts.filter((toast) => toast.id !== id))

/** Says that something was done (with its undo where there is one) or failed. */
export function showToast(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): void {
  const id = ++lastId
  set([...toasts.slice(-2), { tone: 'done', ...toast, id }])
  setTimeout(() => dismissToast(id), toast.undo ? SHOWN_MS.withUndo : SHOWN_MS.plain)
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
export const useToasts = (): readonly Toast[] => useSyncExternalStore(subscribe, () => toasts)
