/** The scripts that take flags, and how each is run. */
const invocations: Readonly<Record<string, string>> = { start: 'npm start', host: 'npm run host', join: 'npm run join' }

/**
 * What to do about flags that npm took for its own, because no `--` stood before them: a sentence, or null if there are none.
 *
 * @param flags all that the program knows, without their dashes
 * @param env npm tells the program by it what it has taken
 */
export function swallowedFault(flags: readonly string[], env: NodeJS.ProcessEnv): string | null {
  const invocation = invocations[env['npm_lifecycle_event'] ?? '']
  const swallowed = flags.filter((flag) => env[`npm_config_${flag.replaceAll('-', '_')}`] !== undefined)
  const [first] = swallowed
  if (invocation === undefined || first === undefined) return null
  const named = swallowed.map((flag) => `--${flag}`).join(' and ')
  return `npm has kept ${named} to itself. Put -- before the flags: ${invocation} -- --${first} …`
}
