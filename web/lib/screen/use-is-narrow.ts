import { useSyncExternalStore } from 'react'

/** Below this width the phone layout is shown. The style sheets use the same figure. */
const narrow = () => matchMedia('(max-width: 719px)')

function subscribe(tell: () => void): () => void {
  const media = narrow()
  media.addEventListener('change', tell)
  return () => media.removeEventListener('change', tell)
}

export const useIsNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow().matches)
