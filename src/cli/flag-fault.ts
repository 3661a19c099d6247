/** What is wrong with the flags, in one sentence: Node's own advice ("To specify a positional argument …") helps nobody here. */
export function flagFault(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const [sentence = text] = text.split(/\.?(?:\s*\n|\s+To specify |$)/, 1)
  return `${sentence}.`
}
