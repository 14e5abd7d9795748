import { useCallback, useState } from 'react'

/** Width of an element in pixels, followed; all the room in the world until it is there. Give `watch` to the element as its ref. */
export function useWidth(): [width: number, watch: (element: HTMLElement | null) => (() => void) | undefined] {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY)
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [width, watch]
}
