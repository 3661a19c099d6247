/** What somebody typed behind a flag, as a value. Each complains in a sentence. */

/** @throws Error in words unless it is a whole number, and not less than the least */
export function wholeNumber(flag: string, text: string, least = 1): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least) return value
  throw new Error(`${flag} takes whole numbers from ${least}, not “${text}”.`)
}

/** Several of them, with commas between. */
export function wholeNumbers(flag: string, text: string, least = 1): number[] {
  return text.split(',').map((part) => wholeNumber(flag, part, least))
}

/** @throws Error in words unless it is a number above 0 */
export function positiveNumber(flag: string, text: string): number {
  const value = Number(text)
  if (value > 0 && Number.isFinite(value)) return value
  throw new Error(`${flag} takes a number above 0, not “${text}”.`)
}

/** @throws Error in words that has all the known names, unless it is one of them */
export function named<Name extends string>(kind: string, text: string, known: readonly Name[]): Name {
  const name = known.find((one) => one === text)
  if (name === undefined) throw new Error(`There is no ${kind} “${text}”. Known: ${known.join(', ')}.`)
  return name
}

/** Several of them, with commas between. */
export function allNamed<Name extends string>(kind: string, text: string, known: readonly Name[]): Name[] {
  return text.split(',').map((part) => named(kind, part, known))
}
