import { expect, test } from 'vitest'
import { autostartEntry } from './autostart-entry.ts'

test('an entry runs the program with its arguments', () => {
  const lines = autostartEntry(['/opt/Snug/snug', '--hidden']).split('\n')
  expect(lines[0]).toBe('[Desktop Entry]')
  expect(lines).toContain('Exec="/opt/Snug/snug" "--hidden"')
})

test.each([
  ['/opt/my apps/snug', '"/opt/my apps/snug"'],
  ['/opt/100%/snug', '"/opt/100%%/snug"'],
  ['/opt/$HOME/snug', String.raw`"/opt/\\$HOME/snug"`],
  ['/opt/a"b/snug', String.raw`"/opt/a\\"b/snug"`],
])('%s is written so that it is taken as it is', (program, expected) => {
  expect(autostartEntry([program])).toContain(`Exec=${expected}\n`)
})
