import { listPackage, statFile } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { execFileSync, spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../../scripts/build.ts'
import { projectRoot, runElectronBuilder } from './electron-builder.ts'
import { imitationIn } from './imitation-dist.ts'
import { packagedAppIn, withPage } from './packaged-app.ts'

/** A folder with the real Electron, to package with that. Otherwise an imitation, which there is for Linux only. */
const electronDist = process.env['SNUG_ELECTRON_DIST']

beforeAll(() => {
  if (!ensureBuilt()) throw new Error('The app cannot be built; what is wrong is said above.')
})

const folder = mkdtempSync(path.join(os.tmpdir(), 'snug-packaging-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.runIf(electronDist || process.platform === 'linux')(
  'the unpacked app, given Linux or SNUG_ELECTRON_DIST',
  () => {
    const output = path.join(folder, 'unpacked')
    const app = packagedAppIn(output)

    beforeAll(async () => {
      const dist = electronDist ? path.resolve(projectRoot, electronDist) : imitationIn(path.join(folder, 'electron'))
      const run = await runElectronBuilder([
        '--dir',
        `--config.electronDist=${dist}`,
        `--config.directories.output=${output}`,
      ])
      expect(run.status, run.output).toBe(0)
    })

    test('holds the bundles and nothing else', () => {
      const files = listPackage(app.archive, { isPack: false })
        .map((entry) => entry.replace(/^[\\/]/, ''))
        .filter((entry) => !('files' in statFile(app.archive, entry)))
        .map((entry) => entry.replaceAll('\\', '/'))
        .toSorted()
      const page = globSync('dist/renderer/**', { cwd: projectRoot, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
        .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      expect(page).toContain('dist/renderer/index.html')
      expect(page).toContain('dist/renderer/licenses.md')
      const bundles = ['dist/main/index.cjs', 'dist/main/licenses.md', 'dist/preload/index.cjs']
      expect(files).toEqual([...bundles, ...page, 'package.json'].toSorted())
    })

    test('has its fuses set', async () => {
      const wire = await getCurrentFuseWire(app.executable)
      const isOn = (fuse: FuseV1Options) => String.fromCharCode(Number(wire[fuse])) === '1'
      expect({
        runAsNode: isOn(FuseV1Options.RunAsNode),
        cookieEncryption: isOn(FuseV1Options.EnableCookieEncryption),
        nodeOptions: isOn(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
        nodeCliInspect: isOn(FuseV1Options.EnableNodeCliInspectArguments),
        asarIntegrity: isOn(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
        onlyLoadAppFromAsar: isOn(FuseV1Options.OnlyLoadAppFromAsar),
        browserSnapshot: isOn(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
        fileProtocolPrivileges: isOn(FuseV1Options.GrantFileProtocolExtraPrivileges),
      }).toEqual({
        runAsNode: false,
        cookieEncryption: true,
        nodeOptions: false,
        nodeCliInspect: false,
        asarIntegrity: true,
        onlyLoadAppFromAsar: true,
        browserSnapshot: false,
        fileProtocolPrivileges: false,
      })
    })

    test('opens its window', async () => {
      await withPage(app, path.join(folder, 'user-data'), async (page) => {
        await page.getByRole('heading', { name: 'A room of your own' }).waitFor()
      })
    })
  },
)

const hasDpkg = spawnSync('dpkg-deb', ['--version']).error === undefined

describe.runIf(process.platform === 'linux' && hasDpkg)('the Debian package, where there is dpkg-deb', () => {
  const output = path.join(folder, 'deb')
  const installed = path.join(folder, 'installed')
  let control = ''
  const field = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(control)?.[1]

  beforeAll(async () => {
    const fpm = path.join(folder, 'fpm')
    writeFileSync(fpm, `#!/bin/sh\nexec '${process.execPath}' '${import.meta.dirname}/fpm.ts' "$@"\n`, { mode: 0o755 })
    const run = await runElectronBuilder(
      [
        '--linux=deb',
        `--config.electronDist=${imitationIn(path.join(folder, 'electron-for-deb'))}`,
        `--config.directories.output=${output}`,
      ],
      { CUSTOM_FPM_PATH: fpm },
    )
    expect(run.status, run.output).toBe(0)
    const file = path.join(output, readdirSync(output).find((name) => name.endsWith('.deb')) ?? '')
    execFileSync('dpkg-deb', ['--extract', file, installed])
    control = execFileSync('dpkg-deb', ['--field', file], { encoding: 'utf8' })
  })

  test('says what it is and what it needs', () => {
    expect(field('Package')).toBe('snug')
    expect(field('Section')).toBe('net')
    expect(field('Description')).toBe('Chat rooms that you host yourself')
    expect(field('Depends')?.split(', ')).toEqual(
      expect.arrayContaining(['libgtk-3-0', 'libgbm1', 'libasound2t64 | libasound2']),
    )
  })

  test('puts Snug among the applications and answers snug: links', () => {
    const entry = readFileSync(path.join(installed, 'usr/share/applications/snug.desktop'), 'utf8').split('\n')
    expect(entry).toEqual(
      expect.arrayContaining([
        'Name=Snug',
        'Exec=/opt/Snug/snug %U',
        'Icon=snug',
        'StartupWMClass=snug',
        'MimeType=x-scheme-handler/snug;',
        'Categories=Network;Chat;InstantMessaging;',
      ]),
    )
  })

  test('brings an icon of every size that desktops look for', () => {
    const icons = path.join(installed, 'usr/share/icons/hicolor')
    const sizes = [16, 24, 32, 48, 64, 128, 256, 512].map((pixels) => `${pixels}x${pixels}`)
    expect(readdirSync(icons).toSorted()).toEqual(sizes.toSorted())
    for (const size of sizes) {
      const drawn = readFileSync(path.join(projectRoot, 'build/icons', `${size}.png`))
      expect(readFileSync(path.join(icons, size, 'apps/snug.png')).equals(drawn), size).toBe(true)
    }
  })
})
