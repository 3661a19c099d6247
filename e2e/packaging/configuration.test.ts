import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot, runElectronBuilder } from './electron-builder.ts'

// That the configuration as it is passes electron-builder's own check is seen by packaging with it.
test.for(['linux.desktopName=snug', 'electronFuses.runAsNodes=false', 'colour=ember'])(
  'a key that electron-builder does not know is refused: %s',
  async (setting) => {
    const run = await runElectronBuilder(['--dir', `--config.${setting}`])
    expect(run.status).not.toBe(0)
    expect(run.output).toContain('does not match the API schema')
  },
)

test('Windows knows the app by the same name when it is installed and when it runs', () => {
  const configuration = readFileSync(path.join(projectRoot, 'electron-builder.yml'), 'utf8')
  const appId = /^appId: (.+)$/m.exec(configuration)?.[1]
  const main = readFileSync(path.join(projectRoot, 'src', 'main', 'index.ts'), 'utf8')
  expect(main).toContain(`const appUserModelId = '${appId}'`)
})
