/** Looking for words in the conversation that is shown. */
import { useAppStore } from './app-store.ts'
import { focusComposer } from './composer-actions.ts'
import type { FindState } from './find.ts'

/** Opens the bar, or goes back to its field. */
export function openFind(roomId: string): void {
  useAppStore.setState(({ find }) => ({
    find:
      find?.roomId === roomId
        ? { ...find, calls: find.calls + 1 }
        : { roomId, words: '', currentId: null, calls: 1, focusedBefore: document.activeElement },
  }))
}

export function changeFind(change: Partial<Pick<FindState, 'words' | 'currentId'>>): void {
  useAppStore.setState(({ find }) => ({ find: find && { ...find, ...change } }))
}

/** Closes the bar, and gives the focus back. */
export function closeFind(): void {
  const { find } = useAppStore.getState()
  useAppStore.setState({ find: null })
  const before = find?.focusedBefore
  if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
  else focusComposer()
}
