/** Sentences with names in them, which others chose: they stay apart from the words, to be shown with care. */

export type PhrasePiece = { readonly kind: 'name' | 'words'; readonly text: string }

/** In a text only until it is cut here; Unicode gives it no meaning, and no catalogue has it. */
const mark = '\uE000'

/**
 * Cuts a sentence at the names in it, whatever their order is in the language.
 *
 * @param say gives the sentence, with marks in place of the names
 */
export function phrase<Names extends Readonly<Record<string, string>>>(
  names: Names,
  say: (marked: { [Name in keyof Names]: string }) => string,
): PhrasePiece[] {
  const keys = Object.keys(names)
  const marked = Object.fromEntries(keys.map((key) => [key, mark + key + mark])) as { [Name in keyof Names]: string }
  return say(marked)
    .split(mark)
    .map((text, index): PhrasePiece =>
      index % 2 === 1 ? { kind: 'name', text: names[text] ?? '' } : { kind: 'words', text },
    )
    .filter(({ kind, text }) => kind === 'name' || text !== '')
}
