/**
 * Marks a place that the type checker has proven unreachable.
 *
 * Put it in the default branch over a discriminated union: a new member then fails the type check there.
 *
 * @throws Error if it is reached after all, naming the value.
 */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
