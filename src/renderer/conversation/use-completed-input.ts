import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import type { RoomState } from '../../core/common/room.ts'
import type { Emoji } from '../emoji/emoji-catalogue.ts'
import { translator } from '../language.ts'
import { textOf, type Composing } from '../store/composing.ts'
import { closesEmoji, withEmoji } from './closed-emoji.ts'
import { asksForEmoji, type CompletionScene } from './composer-completion.ts'
import { speakerIn } from './speaker.ts'
import { useCompletion } from './use-completion.ts'
import { useRewriting } from './use-rewriting.ts'

interface CompletedInput {
  readonly completion: ReturnType<typeof useCompletion>
  /** The person has changed the text, or undone what changed it. */
  readonly change: (event: React.ChangeEvent<HTMLTextAreaElement>) => void
  readonly caretMoved: (caret: number) => void
  /** Puts something in at the caret, in place of what is selected. */
  readonly insert: (piece: string) => void
}

interface CompletedInputOptions {
  readonly room: RoomState
  readonly composing: Composing
  readonly input: RefObject<HTMLTextAreaElement | null>
  readonly changed: (text: string) => void
}

/** Completes what is typed at the caret, and leaves the caret behind it. */
export function useCompletedInput({ room, composing, input, changed }: CompletedInputOptions): CompletedInput {
  const [caret, setCaret] = useState(0)
  /** What stood before the caret as a name was closed whose emoji has not come yet: the names may have to be loaded. */
  const closed = useRef<string[]>([])
  const { rewrite, isBack } = useRewriting(input)
  const text = textOf(composing)
  const emoji = useEmoji(asksForEmoji(text, caret))
  const scene = useCompletionScene(room, composing.edit !== null, emoji)
  const completion = useCompletion({ text, caret, scene, taken: rewrite })
  const putEmoji = async (): Promise<void> => {
    const emoji = await loadCatalogue()
    const names = closed.current.splice(0)
    // Who has gone elsewhere meanwhile is not called back.
    if (!input.current || document.activeElement !== input.current) return
    const { value, selectionStart } = input.current
    const next = withEmoji({ text: value, caret: selectionStart }, names, emoji)
    if (next.text !== value) rewrite(next.text, next.caret)
  }
  const change = ({ target, nativeEvent }: React.ChangeEvent<HTMLTextAreaElement>): void => {
    const { value: next } = target
    const isTakenBack = isUndo(nativeEvent) && isBack(next)
    const caret = target.selectionStart
    setCaret(caret)
    changed(next)
    if (isTakenBack) completion.refuse(next, caret)
    if (!closesEmoji(text, next, caret) || completion.isRefused) return
    closed.current.push(next.slice(0, caret))
    void putEmoji()
  }
  const insert = (piece: string): void => {
    const { selectionStart: start = text.length, selectionEnd: end = text.length } = input.current ?? {}
    rewrite(text.slice(0, start) + piece + text.slice(end), start + piece.length)
  }
  return { completion, change, caretMoved: setCaret, insert }
}

function isUndo(event: Event): boolean {
  return event instanceof InputEvent && event.inputType === 'historyUndo'
}

/** The catalogue, once it has been asked for. */
function useEmoji(isWanted: boolean): readonly Emoji[] | null {
  const [emoji, setEmoji] = useState<readonly Emoji[] | null>(null)
  const isMissing = isWanted && emoji === null
  useEffect(() => {
    if (isMissing) void loadCatalogue().then(setEmoji)
  }, [isMissing])
  return emoji
}

async function loadCatalogue(): Promise<readonly Emoji[]> {
  const { loadEmoji } = await import('../emoji/emoji-catalogue.ts')
  return loadEmoji(translator.language)
}

function useCompletionScene(
  room: RoomState,
  isEditing: boolean,
  emoji: readonly Emoji[] | null,
): CompletionScene | null {
  const { people, self, abilities, role } = room
  return useMemo(() => {
    const others = people.filter(({ id }) => id !== self.personId)
    const nicknames = others.map(({ nickname }) => nickname)
    const likenesses = new Map(
      others.flatMap(({ nickname, looksLike }) => (looksLike === undefined ? [] : [[nickname, looksLike]])),
    )
    return isEditing ? null : { speaker: speakerIn({ role }), abilities, nicknames, likenesses, emoji }
  }, [people, self, abilities, role, isEditing, emoji])
}
