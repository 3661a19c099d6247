import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import german from '../../core/common/languages/de.json'
import { translator } from '../language.ts'
import { said } from './said.ts'

test('in English everything stays as it was said', () => {
  expect(said('Joining was cancelled.')).toBe('Joining was cancelled.')
})

describe('in German', () => {
  beforeAll(async () => {
    translator.addResourceBundle('de', 'translation', german)
    await translator.changeLanguage('de')
  })
  afterAll(() => translator.changeLanguage('en'))

  test.each([
    [
      'Nothing is listening on 10.0.0.5:55555. Is the room open?',
      'Unter 10.0.0.5:55555 ist nichts zu erreichen. Ist der Raum offen?',
    ],
    [
      'Port 55555 is already in use on this computer. Port 55556 is free.',
      'Port 55555 wird auf diesem Computer schon benutzt. Port 55556 ist frei.',
    ],
    ['The name Bo is taken in this room. Bo-2 is free.', 'Der Name Bo ist in diesem Raum vergeben. Bo-2 ist frei.'],
    ['Not changed: This message has been taken back.', 'Nicht geändert: Diese Nachricht wurde zurückgenommen.'],
    ['There is no command /tpoic. Did you mean /topic?', 'Den Befehl /tpoic gibt es nicht. Meintest du /topic?'],
    [
      'This is not a chat room, or it turned you away. It said: “220 ftp. Go away.”',
      'Das ist kein Chatraum, oder er hat dich abgewiesen. Er sagte: „220 ftp. Go away.“',
    ],
    ['You left. See you, $t(common.save) {{name}}!', 'You left. See you, $t(common.save) {{name}}!'],
    ['The name $t(common.save) is taken in this room.', 'Der Name $t(common.save) ist in diesem Raum vergeben.'],
  ])('%j is %j', (text, expected) => {
    expect(said(text)).toBe(expected)
  })
})
