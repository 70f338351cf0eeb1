import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** Width before the first measurement: that of a wide column. */
const FIRST_WIDTH = 720

/** The width of an element in pixels, followed as it changes. */
export function useWidth<E extends Element>(): readonly [RefObject<E | null>, number] {
  const element = useRef<E>(null)
  const [width, setWidth] = useState(FIRST_WIDTH)
  useEffect(() => {
    const { current } = element
    if (!current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(200, Math.round(entry.contentRect.width)))
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [element, width]
}
