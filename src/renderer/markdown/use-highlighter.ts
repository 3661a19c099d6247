import type { createLowlight } from 'lowlight'
import { useEffect, useState } from 'react'

type Highlighter = ReturnType<typeof createLowlight>

let loaded: Highlighter | null = null
let loading: Promise<Highlighter> | null = null

/** What colours code, with the languages that are common; loaded when the first code is shown. Null until then. */
export function useHighlighter(isWanted: boolean): Highlighter | null {
  const [highlighter, setHighlighter] = useState(loaded)
  useEffect(() => {
    if (!isWanted || highlighter) return undefined
    let isGone = false
    loading ??= load()
    void loading.then((value) => {
      if (!isGone) setHighlighter(value)
    })
    return () => {
      isGone = true
    }
  }, [isWanted, highlighter])
  return highlighter
}

async function load(): Promise<Highlighter> {
  const { common, createLowlight } = await import('lowlight')
  loaded = createLowlight(common)
  return loaded
}
