/** A freedesktop autostart entry. Pure. */

/** @param command a program and its arguments */
export function autostartEntry(command: readonly string[]): string {
  const lines = ['[Desktop Entry]', 'Type=Application', 'Name=Snug', 'Icon=snug', 'Terminal=false']
  return `${[...lines, `Exec=${command.map(quoted).join(' ')}`].join('\n')}\n`
}

/** As the specification asks: quoted, with a backslash before what means something, and `%` doubled. */
function quoted(argument: string): string {
  const harmless = argument.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')
  // The whole line is a string of the file, in which a backslash is doubled once more.
  return `"${harmless.replaceAll('\\', String.raw`\\`)}"`
}
