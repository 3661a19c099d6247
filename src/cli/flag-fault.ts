/** What is wrong with the flags, in one sentence: Node's own advice ("To specify a positional argument …") helps nobody here. */
export function flagFault(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const ambiguous = /^Option '([^'\s]+)/.exec(text)?.[1]
  if (ambiguous !== undefined && text.includes('ambiguous')) {
    return `What follows ${ambiguous} looks like another flag. If it is meant as it is, write ${ambiguous}=VALUE.`
  }
  const [sentence = text] = text.split(/\.?(?:\s*\n|\s+To specify |$)/, 1)
  return `${sentence}.`
}
