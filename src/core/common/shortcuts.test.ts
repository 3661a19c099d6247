import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  commandIds,
  commandWith,
  faultOf,
  isBare,
  keysFor,
  keysOf,
  usualKeys,
  withKeys,
  writtenKeys,
  type KeyPress,
} from './shortcuts.ts'

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...modifiers,
})

describe('keys that are pressed', () => {
  test.each([
    [press('f', { ctrlKey: true, shiftKey: true }), 'CmdOrCtrl+Shift+F'],
    [press(',', { ctrlKey: true }), 'CmdOrCtrl+,'],
    [press('?', { shiftKey: true }), '?'],
    [press('а', { code: 'KeyF', ctrlKey: true, shiftKey: true }), 'CmdOrCtrl+Shift+F'],
    [press('ArrowDown', { altKey: true }), 'Alt+Down'],
    [press('+', { ctrlKey: true }), 'CmdOrCtrl+Plus'],
    [press('F5', { shiftKey: true }), 'Shift+F5'],
    [press('Shift', { shiftKey: true }), null],
    [press('Dead'), null],
    [press('f', { metaKey: true }), null],
  ])('%j is %s', (event, keys) => expect(keysOf(event, false)).toBe(keys))

  test('the command key is the main one on a Mac, and control another', () => {
    expect(keysOf(press('f', { metaKey: true, shiftKey: true }), true)).toBe('CmdOrCtrl+Shift+F')
    expect(keysOf(press('f', { ctrlKey: true }), true)).toBe('Ctrl+F')
  })
})

describe('commands', () => {
  test('have usual keys that nothing else has, and that they could be given', () => {
    for (const id of commandIds) {
      const keys = usualKeys[id]
      if (keys === '') continue
      expect(commandWith(keys, {}), id).toBe(id)
      expect(faultOf(keys, id, {}), id).toBeNull()
    }
  })

  test('lose their usual keys when they get others, and have them again when they are put back', () => {
    const own = withKeys({}, 'join', 'CmdOrCtrl+Shift+K')
    expect(commandWith('CmdOrCtrl+Shift+K', own)).toBe('join')
    expect(commandWith('CmdOrCtrl+J', own)).toBeNull()
    expect(withKeys(own, 'join', usualKeys.join)).toEqual({})
    expect(keysFor('join', withKeys(own, 'join', ''))).toBe('')
  })

  test('cannot have what another has, what is text, or what the system needs', () => {
    expect(faultOf('CmdOrCtrl+J', 'host', {})).toEqual({ kind: 'taken', by: 'join' })
    expect(faultOf('CmdOrCtrl+J', 'host', { join: '' })).toBeNull()
    expect(faultOf('CmdOrCtrl+C', 'host', {})).toEqual({ kind: 'reserved' })
    expect(faultOf('K', 'host', {})).toEqual({ kind: 'bare' })
    expect(faultOf('!', 'host', {})).toEqual({ kind: 'bare' })
    expect(faultOf('!', 'shortcuts', {})).toBeNull()
    expect(faultOf('K', 'shortcuts', {})).toEqual({ kind: 'bare' })
    expect(faultOf('F6', 'host', {})).toBeNull()
  })

  test.each([
    ...['1', '9', '0', '=', 'Plus', '-', 'Tab', 'Shift+Tab', 'G', 'Shift+G'].map((keys) => `CmdOrCtrl+${keys}`),
    'Ctrl+Tab',
    'Ctrl+Shift+Tab',
    'Alt+Shift+Up',
    'Alt+Shift+Down',
    'F3',
    'Shift+F3',
  ])('cannot have %s, which the window needs', (keys) => {
    expect(faultOf(keys, 'host', {})).toEqual({ kind: 'reserved' })
  })

  test('never share keys, whatever is changed as long as there is no fault', () => {
    const keys = fc.constantFrom(...Object.values(usualKeys), 'F2', 'Alt+K', 'CmdOrCtrl+K')
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...commandIds), keys)), (changes) => {
        let own = {}
        for (const [id, wanted] of changes)
          if (wanted === '' || !faultOf(wanted, id, own)) own = withKeys(own, id, wanted)
        const held = commandIds.map((id) => keysFor(id, own)).filter((held) => held !== '')
        expect(new Set(held).size).toBe(held.length)
      }),
    )
  })

  test('with bare keys act only where nobody writes', () => {
    expect(['?', 'Shift+K', 'K', 'Up'].map(isBare)).toEqual([true, true, true, true])
    expect(['CmdOrCtrl+,', 'Alt+Up', 'F2', 'Shift+F2', 'Ctrl+K'].map(isBare)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

test('keys are written as each system writes them', () => {
  expect(writtenKeys('CmdOrCtrl+Shift+F', false)).toBe('Ctrl+Shift+F')
  expect(writtenKeys('CmdOrCtrl+Shift+F', true)).toBe('⇧⌘F')
  expect(writtenKeys('Alt+Down', false)).toBe('Alt+↓')
  expect(writtenKeys('CmdOrCtrl+Plus', true)).toBe('⌘+')
  expect(writtenKeys('', true)).toBe('')
})
