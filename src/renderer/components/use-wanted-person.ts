import { useEffect, type RefObject } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Person } from '../../core/common/room.ts'
import { useAppStore } from '../store/app-store.ts'

/** A person who is not drawn after so many frames has gone. */
const mostFrames = 60

interface WantedPersonOptions {
  readonly roomId: string
  readonly people: readonly Person[]
  readonly scroller: RefObject<HTMLElement | null>
  readonly list: RefObject<VirtualizerHandle | null>
}

/** Brings the person into sight whom the switcher was asked for, and gives them the focus as soon as they are drawn. */
export function useWantedPerson({ roomId, people, scroller, list }: WantedPersonOptions): void {
  const wanted = useAppStore(({ wantedPerson }) => (wantedPerson?.roomId === roomId ? wantedPerson.personId : null))
  useEffect(() => {
    if (wanted === null) return undefined
    let frames = 0
    let frame = 0
    const focus = (): void => {
      const entry = scroller.current?.querySelector<HTMLElement>(`[data-person="${CSS.escape(wanted)}"]`)
      entry?.focus()
      frames += 1
      const isDone = entry ? entry === document.activeElement : frames >= mostFrames
      if (isDone) useAppStore.setState({ wantedPerson: null })
      else frame = requestAnimationFrame(focus)
    }
    list.current?.scrollToIndex(
      people.findIndex(({ id }) => id === wanted),
      { align: 'nearest' },
    )
    frame = requestAnimationFrame(focus)
    return () => cancelAnimationFrame(frame)
  }, [wanted, people, scroller, list])
}
