/** The program at a real terminal, as far as Python can make one. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HostedRoom } from '../../e2e/peers/hosted-room.ts'
import { findPython } from '../../e2e/peers/python.ts'
import { TemporaryHome } from '../../e2e/peers/temporary-home.ts'
import { Transcript } from '../../e2e/peers/transcript.ts'

const script = path.join(import.meta.dirname, 'join.ts')
const atTerminal = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)'

let home: TemporaryHome
let child: ChildProcess | null = null
beforeEach(() => (home = new TemporaryHome()))
afterEach(() => {
  child?.kill('SIGKILL')
  home[Symbol.dispose]()
})

/** Joins; answers what is on the screen, and what types. */
async function join(
  room: HostedRoom,
  ...flags: string[]
): Promise<{ screen: Transcript; type: (text: string) => void }> {
  const address = `127.0.0.1:${room.port}`
  const program = spawn(findPython(), [
    '-c',
    atTerminal,
    process.execPath,
    script,
    address,
    '--nick',
    'alice',
    ...flags,
  ])
  child = program
  const screen = new Transcript()
  program.stdout.setEncoding('utf8').on('data', (text: string) => screen.add(text))
  await screen.until('alice: ')
  return { screen, type: (text) => void program.stdin.write(text) }
}

async function leave(): Promise<unknown> {
  child?.stdin?.write('/leave\r')
  return child && (await once(child, 'close'))[0]
}

test.skipIf(process.platform === 'win32')('why a classic client is turned away is said once', async () => {
  await using room = await HostedRoom.open({ nativeOnly: true })
  const { screen } = await join(room, '--classic')
  await screen.until('You are no longer in the room.')
  expect(screen.text.match(/can be joined with Snug only/g)).toHaveLength(1)
})

describe.skipIf(process.platform === 'win32')('a paste of several lines', () => {
  const paste = '\u001B[200~one\r\rtwo\u001B[201~\r'

  test('is one message, and the terminal is left as it was', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    const { screen, type } = await join(room)
    type(paste)
    await room.until((event) => event.type === 'message.added')
    type('three\r')
    await room.until(() => room.said.length === 2)
    expect(room.said).toEqual(['alice: one\n\ntwo', 'alice: three'])
    expect(await leave()).toBe(0)
    const [on, off] = ['h', 'l'].map((end) => screen.text.indexOf(`\u001B[?2004${end}`))
    expect(on).toBeGreaterThanOrEqual(0)
    expect(off).toBeGreaterThan(on ?? 0)
  })

  test('is so many messages where a message is a line', async () => {
    await using room = await HostedRoom.open({ hostNickname: 'hanna' })
    const { type } = await join(room, '--classic')
    type(paste)
    await room.until(() => room.said.length === 2)
    expect(room.said).toEqual(['alice: one', 'alice: two'])
    expect(await leave()).toBe(0)
  })
})
