import { readFileSync } from 'node:fs'

const packageFile = new URL('../../node_modules/electron/package.json', import.meta.url)

/** The version of Electron that this stands in for. */
export const electronVersion = (JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }).version
