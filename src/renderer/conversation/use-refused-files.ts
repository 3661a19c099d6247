import { useLayoutEffect, useRef } from 'react'
import { t } from '../language.ts'

/** Says that pictures and files cannot be sent when some are pasted or dropped, wherever in the window that is. */
export function useRefusedFiles(refuse: (words: string) => void): void {
  const latest = useRef(refuse)
  useLayoutEffect(() => {
    latest.current = refuse
  })
  useLayoutEffect(() => {
    const refuseFiles = (event: ClipboardEvent | DragEvent, data: DataTransfer | null): void => {
      if (!hasOnlyFiles(data) || document.querySelector('dialog[open]')) return
      event.preventDefault()
      latest.current(t('composer.textOnly'))
    }
    const pasted = (event: ClipboardEvent): void => refuseFiles(event, event.clipboardData)
    const dropped = (event: DragEvent): void => refuseFiles(event, event.dataTransfer)
    // Without this, nothing that is dragged over the window is ever dropped on it.
    const dragged = (event: DragEvent): void => {
      if (hasOnlyFiles(event.dataTransfer)) event.preventDefault()
    }
    window.addEventListener('paste', pasted)
    window.addEventListener('dragover', dragged)
    window.addEventListener('drop', dropped)
    return () => {
      window.removeEventListener('paste', pasted)
      window.removeEventListener('dragover', dragged)
      window.removeEventListener('drop', dropped)
    }
  }, [])
}

/** What also is text, as from a table, goes in as text. */
function hasOnlyFiles(data: DataTransfer | null): boolean {
  return data !== null && data.types.includes('Files') && !data.types.includes('text/plain')
}
