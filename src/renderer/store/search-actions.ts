/** What a person does while looking for a message. */
import type { SearchHit } from '../../core/common/ipc-contract.ts'
import { closeDialog, openDialog, showMessage } from './actions.ts'
import { request } from './requests.ts'
import { useAppStore } from './app-store.ts'
import { markAfter, markedHit, type SearchForm, type SearchState, withoutFilters, withWords } from './search.ts'
import { createSearchRunner } from './search-runner.ts'

const runner = createSearchRunner(
  (payload) => request('history.search', payload),
  (results, isNew) => {
    change(isNew ? { results, marked: 0 } : { results })
    if (isMarkedWanted && isComplete(results)) showMarked()
  },
)

/** Enter was pressed before the answer to what was typed was there. */
let isMarkedWanted = false

/** The hit that was chosen last: what was said around it may still be on its way. */
let chosen: SearchHit | null = null

function change(part: Partial<SearchState>): void {
  useAppStore.setState(({ search }) => ({ search: { ...search, ...part } }))
}

/**
 * Opens the search, with what was looked for last.
 *
 * @param roomId the room to look through; null: every room
 */
export function openSearch(roomId: string | null): void {
  change({ surroundings: null, problem: null })
  openDialog({ kind: 'search' })
  fillIn({ roomId, roomName: '' })
}

/** Something in the form has been changed. */
export function fillIn(part: Partial<SearchForm>): void {
  const { form } = useAppStore.getState().search
  isMarkedWanted = false
  change({ form: { ...form, ...part }, problem: null })
  searchAgain()
}

/** Something has been typed as the words, perhaps with filters among them. */
export function typeWords(typed: string): void {
  const { search, activeRoomId } = useAppStore.getState()
  fillIn(withWords(search.form, typed, activeRoomId))
}

export function clearFilters(): void {
  fillIn(withoutFilters(useAppStore.getState().search.form))
}

export function searchAgain(): void {
  const { search, activeRoomId } = useAppStore.getState()
  runner.search(search.form, activeRoomId)
}

export const moreHits = runner.more

/** True if the key has moved the mark. */
export function moveMark(key: string): boolean {
  const { results, marked } = useAppStore.getState().search
  const hits = results.kind === 'found' ? results.hits.length : 0
  const next = markAfter(key, marked, hits)
  if (next === null) return false
  isMarkedWanted = false
  change({ marked: next })
  if (next >= hits - 1) runner.more()
  return true
}

/** Shows the marked hit; if what was typed is still being looked for, the first that is found. */
export function showMarked(): void {
  const { search, dialog } = useAppStore.getState()
  isMarkedWanted = !isComplete(search.results)
  const hit = markedHit(search)
  // Who has closed the search meanwhile wants none any more.
  if (hit && dialog?.kind === 'search') void showHit(hit, search.marked)
}

/** Whether nothing of what was typed is still being looked for. */
function isComplete(results: SearchState['results']): boolean {
  return results.kind !== 'searching' && !(results.kind === 'found' && results.isStale)
}

/** Shows a hit where it was said, or with what was said around it if its room is not open. */
export async function showHit(hit: SearchHit, index: number): Promise<void> {
  const { roomKey, roomId, messageId } = hit
  isMarkedWanted = false
  change({ marked: index, problem: null })
  if (roomId !== null && useAppStore.getState().rooms.some(({ room }) => room.id === roomId)) {
    closeSearch()
    showMessage(roomId, messageId)
    return
  }
  chosen = hit
  const { dialogsOpened, search } = useAppStore.getState()
  const answer = await request('history.around', { roomKey, messageId })
  const now = useAppStore.getState()
  // Closed meanwhile, or another hit was chosen.
  if (now.dialog?.kind !== 'search' || now.dialogsOpened !== dialogsOpened || chosen !== hit) return
  // Something else is looked for. New results of the same search are no reason to stay.
  if (now.search.form !== search.form) return
  if (answer.ok) change({ surroundings: { messageId, ...answer.value } })
  else change({ problem: answer.error.message })
}

export function backToHits(): void {
  change({ surroundings: null })
}

export function closeSearch(): void {
  runner.stop()
  closeDialog()
}
