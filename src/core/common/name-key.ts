/** By what a typed name is found among those in a room: in any case, with or without accents, in one's own letters. */

/** Turns a name into plain letters. */
export type NameFolding = (name: string) => string

let fold: NameFolding = withoutAccents

/**
 * From now on names are found by this folding.
 *
 * The one that knows every script has a large table. The window draws without it and learns it a moment later; until
 * then, only accents are left out.
 */
export function foldNamesBy(folding: NameFolding): void {
  fold = folding
}

/** By what names are folded at this moment: another one, another answer. */
export function nameFolding(): NameFolding {
  return fold
}

/** Equal for two names that may be typed for each other. Which names a room keeps apart, `nicknameKey` decides. */
export function nameKey(name: string): string {
  return fold(name.normalize('NFKC')).toLowerCase()
}

function withoutAccents(name: string): string {
  return name.normalize('NFD').replaceAll(/\p{M}/gu, '')
}
