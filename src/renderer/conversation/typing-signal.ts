/** How often the others are told again that somebody goes on writing, in milliseconds. They forget it after six seconds. */
const againMs = 3000

/** After this long without a key, somebody has stopped writing, in milliseconds. */
const idleMs = 5000

export interface TypingSignal {
  /** The draft has been changed into this. An empty one, as after sending, ends the writing. */
  readonly typed: (draft: string) => void
  /** The writer has turned away. */
  readonly stopped: () => void
}

/** Turns keystrokes into what the others need to hear: that somebody is writing, and that they have stopped. */
export function createTypingSignal(tell: (on: boolean) => void): TypingSignal {
  let toldAt: number | null = null
  let idle: ReturnType<typeof setTimeout> | undefined

  const stopped = (): void => {
    clearTimeout(idle)
    if (toldAt === null) return
    toldAt = null
    tell(false)
  }
  const typed = (draft: string): void => {
    if (draft.trim() === '') return stopped()
    clearTimeout(idle)
    idle = setTimeout(stopped, idleMs)
    const now = Date.now()
    if (toldAt !== null && now - toldAt < againMs) return
    toldAt = now
    tell(true)
  }
  return { typed, stopped }
}
