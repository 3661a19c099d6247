/** Finds words in texts, in any case and with or without accents. Pure. */

export interface TextRange {
  readonly start: number
  readonly end: number
}

/** Whether the words are in a text that has gone through {@link foldText}. Blank words are in none. */
export function isIn(folded: string, words: string): boolean {
  const wanted = foldText(words).trim()
  return wanted !== '' && folded.includes(wanted)
}

/** A text by its letters alone. */
export function foldText(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Where the words are in a text, in UTF-16 units; no two overlap. */
export function matchRanges(text: string, words: string): readonly TextRange[] {
  const wanted = foldText(words).trim()
  if (wanted === '' || !isIn(foldText(text), words)) return []
  const { folded, places } = foldWithPlaces(text)
  const ranges: TextRange[] = []
  for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + wanted.length)) {
    const start = places[at]
    const end = places[at + wanted.length]
    if (start !== undefined && end !== undefined) ranges.push({ start, end })
  }
  return ranges
}

/** The folded text, and for each of its units the place of the character that it came from. */
function foldWithPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  const places: number[] = []
  let folded = ''
  let place = 0
  for (const character of text) {
    const letters = foldText(character)
    for (let unit = 0; unit < letters.length; unit += 1) places.push(place)
    folded += letters
    place += character.length
  }
  places.push(place)
  return { folded, places }
}
