declare module 'virtual:emoji-names' {
  import type { CompactEmoji } from 'emojibase'

  /** What emoji are called, by the name of a catalogue. */
  export const loaders: Readonly<Record<string, () => Promise<{ readonly default: readonly CompactEmoji[] }>>>
}
