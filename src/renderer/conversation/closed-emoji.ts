/** An emoji that is written by its short name, once the colon behind it is typed. Pure. */
import type { Emoji } from '../emoji/emoji-catalogue.ts'

/** `:smile:`, and neither the time of day, an address, nor the second colon of something. */
const closedCode = /(?<![\p{L}\p{N}:/]):(?<code>[a-z\d_+-]+):$/iu

interface Typed {
  readonly text: string
  readonly caret: number
}

const fence = /^ {0,3}(?:`{3,}|~{3,})/u

/** Whether this change is the colon behind what may be a short name. */
export function closesEmoji(before: string, text: string, caret: number): boolean {
  const isTyped = text.length === before.length + 1 && text.slice(0, caret - 1) + text.slice(caret) === before
  return isTyped && closedCode.test(text.slice(0, caret))
}

/**
 * The text and the caret once emoji have taken the place of their names. What has been typed behind them stays.
 *
 * @param closed what stood before the caret as each colon was typed, in that order
 */
export function withEmoji({ text, caret }: Typed, closed: readonly string[], emoji: readonly Emoji[]): Typed {
  // From the last one on: what stands before the others is still as it was.
  return closed.toReversed().reduce(
    (typed, before) => {
      const start = typed.text.startsWith(before) ? emojiAtEnd(before, emoji) : null
      if (start === null) return typed
      const moved = typed.caret < before.length ? 0 : start.length - before.length
      return { text: start + typed.text.slice(before.length), caret: typed.caret + moved }
    },
    { text, caret },
  )
}

/** With an emoji in place of the name that ends here; null if there is none, or if this is code. */
function emojiAtEnd(before: string, emoji: readonly Emoji[]): string | null {
  const match = closedCode.exec(before)
  const code = match?.groups?.['code']?.toLowerCase() ?? ''
  const found = emoji.find(({ codes }) => codes.includes(code))
  return match && found && !isInCode(before) ? before.slice(0, match.index) + found.unicode : null
}

/** Whether what comes next would stand in code: below a fence, or behind a backtick that nothing closes yet. */
export function isInCode(before: string): boolean {
  const lines = before.split('\n')
  if (lines.filter((line) => fence.test(line)).length % 2 === 1) return true
  let open: string | null = null
  for (const [ticks] of lines.at(-1)?.matchAll(/`+/gu) ?? []) {
    if (open === null) open = ticks
    else if (open === ticks) open = null
  }
  return open !== null
}
