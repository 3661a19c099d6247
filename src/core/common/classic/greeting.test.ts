import { expect, test } from 'vitest'
import { readGreeting } from './greeting.ts'

function read(text: string): ReturnType<typeof readGreeting> {
  return readGreeting(new TextEncoder().encode(text))
}

test('a classic server asks for the nickname, however much it says with it', () => {
  for (const text of ['NICK', 'NICK\n', 'NICK\r\nWelcome!']) expect(read(text)).toEqual({ type: 'nickname-requested' })
})

test('a part of the request may be the beginning of it', () => {
  for (const text of ['', 'N', 'NIC']) expect(read(text)).toEqual({ type: 'incomplete' })
})

test('another server is quoted by its first line', () => {
  expect(read('SSH-2.0-OpenSSH_9.2p1\r\nmore')).toEqual({ type: 'foreign', quote: 'SSH-2.0-OpenSSH_9.2p1' })
  expect(read('\u001B[31mNo NICK here')).toEqual({ type: 'foreign', quote: '[31mNo NICK here' })
  expect(read('x'.repeat(200))).toEqual({ type: 'foreign', quote: `${'x'.repeat(160)}…` })
})

test('what is no text is not quoted', () => {
  expect(readGreeting(new Uint8Array([0xff, 0xfd, 0x18]))).toEqual({ type: 'foreign', quote: '' })
})
