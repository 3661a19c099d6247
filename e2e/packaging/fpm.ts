/**
 * Imitates the packaging tool fpm as far as electron-builder needs it for a deb, where fpm cannot be had.
 *
 * An option that it does not know is an error, so that the test notices when electron-builder says something new.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const known = new Set(
  (
    '-s -t -d --deb-recommends --deb-compression --deb-priority --architecture --category --after-install ' +
    '--after-remove --description --license --maintainer --name --package --url --vendor --version'
  ).split(' '),
)

interface Order {
  readonly options: ReadonlyMap<string, readonly string[]>
  /** What to copy and where it will be installed. */
  readonly mappings: readonly (readonly [source: string, target: string])[]
}

function parseArguments(args: readonly string[]): Order {
  const options = new Map<string, string[]>()
  const mappings: [string, string][] = []
  const rest = args.values()
  for (const argument of rest) {
    if (argument === '--force') continue
    if (argument.startsWith('-')) {
      if (!known.has(argument)) throw new Error(`The imitation of fpm does not know ${argument}.`)
      options.set(argument, [...(options.get(argument) ?? []), rest.next().value ?? ''])
    } else {
      const [source = '', target = ''] = argument.split('=')
      mappings.push([source, target])
    }
  }
  return { options, mappings }
}

function writeControl(folder: string, { options }: Order): void {
  const value = (option: string) => options.get(option)?.join(', ') ?? ''
  const fields = {
    Package: value('--name'),
    Version: value('--version'),
    Architecture: value('--architecture'),
    Maintainer: value('--maintainer'),
    Depends: value('-d'),
    Recommends: value('--deb-recommends'),
    Section: value('--category'),
    Priority: value('--deb-priority'),
    Homepage: value('--url'),
    Description: value('--description'),
  }
  const lines = Object.entries(fields).filter(([, text]) => text !== '')
  writeFileSync(path.join(folder, 'control'), lines.map(([name, text]) => `${name}: ${text}\n`).join(''))
  for (const [option, script] of [
    ['--after-install', 'postinst'],
    ['--after-remove', 'postrm'],
  ] as const) {
    cpSync(value(option), path.join(folder, script))
    chmodSync(path.join(folder, script), 0o755)
  }
}

const order = parseArguments(process.argv.slice(2))
const root = mkdtempSync(path.join(os.tmpdir(), 'snug-fpm-'))
try {
  chmodSync(root, 0o755)
  for (const [source, target] of order.mappings) cpSync(source, path.join(root, target), { recursive: true })
  mkdirSync(path.join(root, 'DEBIAN'))
  writeControl(path.join(root, 'DEBIAN'), order)
  const file = order.options.get('--package')?.at(-1) ?? ''
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', root, file], { stdio: 'inherit' })
} finally {
  rmSync(root, { recursive: true, force: true })
}
