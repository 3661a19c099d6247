import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const standIn = path.join(import.meta.dirname, '..', 'standin', 'electron')

/** Where the fuses of an Electron executable are: this text, then version 1, nine fuses, and a character for each. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuseWire = '\u0001\u0009101100011'

/**
 * Makes a folder laid out like Electron's for Linux, whose executable is the Chromium stand-in.
 *
 * It shows what electron-builder makes of the configuration where Electron itself cannot be had.
 */
export function imitationIn(folder: string): string {
  mkdirSync(path.join(folder, 'resources'), { recursive: true })
  mkdirSync(path.join(folder, 'locales'))
  writeFileSync(path.join(folder, 'locales', 'en-US.pak'), '')
  const script = `#!/bin/sh
ELECTRON_STANDIN_RESOURCES="$(dirname "$(readlink -f "$0")")/resources"
export ELECTRON_STANDIN_RESOURCES
exec '${standIn}' "$@"
${fuseSentinel}${fuseWire}
`
  const executable = path.join(folder, 'electron')
  writeFileSync(executable, script, 'latin1')
  chmodSync(executable, 0o755)
  return folder
}
