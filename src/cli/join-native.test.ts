import { readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loggedMessage, loggedMessages, NativeHostScript } from '../../e2e/peers/native-host-script.ts'
import { Program } from '../../e2e/peers/program.ts'
import { ScriptedServer } from '../../e2e/peers/scripted-server.ts'
import { TemporaryHome } from '../../e2e/peers/temporary-home.ts'
import { formatAddress } from '../core/common/address.ts'
import type { LogEvent } from '../core/common/native/log-event.ts'
import { RoomHost } from '../core/node/room-host.ts'

const programs: Program[] = []
let home: TemporaryHome
let host: RoomHost

beforeEach(async () => {
  home = new TemporaryHome()
  host = new RoomHost({ name: 'Room', bind: ['127.0.0.1'], port: 0, hostNickname: 'hanna' })
  await host.listen()
})

afterEach(async () => {
  for (const program of programs.splice(0)) await program[Symbol.asyncDispose]()
  await host.close()
  home[Symbol.dispose]()
  delete process.env['TZ']
})

function run(...flags: string[]): Program {
  const program = new Program('src/cli/join.ts', ...flags)
  programs.push(program)
  return program
}

/** The program, in the room. */
async function join(nickname: string): Promise<Program> {
  const program = run(`127.0.0.1:${host.port}`, '--nick', nickname)
  await program.errors.until(`You are ${nickname}`)
  return program
}

describe('in a native room', () => {
  test('several people join from one computer, and texts stay as they are', async () => {
    const alice = await join('alice')
    const zoe = run(`127.0.0.1:${host.port}`, '--nick', 'Zoë')
    await alice.output.until('Zoë joined!\n')
    zoe.type('é 😀')
    await alice.output.until('Zoë: é 😀\n')
    expect(host.people.map(({ kind }) => kind)).toEqual(['host', 'native', 'native'])
  })

  test('whoever comes in is told where that is, who is there, and who keeps what', async () => {
    await join('bo')
    const alice = await join('alice')
    await alice.errors.until(
      'Room. In the room: alice, hanna (host), bo\nThe host does not keep what is said now: it is gone when the room closes.\n',
    )
    host.perform({ type: 'topic', id: 't', topic: 'Tides' })
    const carol = await join('carol')
    await carol.errors.until('Room (topic: Tides). In the room: carol, hanna (host), ')
  })

  test('whoever comes again is known', async () => {
    const ids: (string | undefined)[] = []
    for (const _ of [1, 2]) {
      const alice = await join('alice')
      ids.push(host.people[1]?.id)
      alice.endInput()
      expect(await alice.exited).toBe(0)
    }
    expect(ids[0]).toMatch(/^key:/)
    expect(ids[1]).toBe(ids[0])
  })

  test('--classic stays classic', async () => {
    const alice = run(`127.0.0.1:${host.port}`, '--nick', 'alice', '--classic')
    alice.type('hi')
    await alice.output.until('alice: hi\n')
    expect(host.people).toMatchObject([{}, { nickname: 'alice', kind: 'classic' }])
  })

  test('--history prints what was kept, oldest first, then what is said', async () => {
    process.env['TZ'] = 'Etc/GMT-2'
    await using script = await NativeHostScript.listen()
    script.room.lastSeq = 6
    const alice = run(formatAddress(script.address), '--nick', 'alice', '--history', '5')
    const { guest, hello } = await script.letIn({ complete: false })
    expect(hello.history).toBe(5)
    const at = Date.UTC(2026, 10, 3, 4, 5)
    const kept = (seq: number, text?: string): LogEvent => ({ ...loggedMessage(seq, text), at })
    const joined = { type: 'joined', seq: 3, at: 1, person: { id: 'key:bo', nickname: 'bo', kind: 'native' } } as const
    guest.send({ type: 'events', events: [joined, kept(4), kept(5), kept(6)] })
    guest.send({ type: 'events', events: loggedMessages(7, 7) })
    const { request, before } = await guest.until('page')
    expect(before).toBe(3)
    guest.send({ type: 'page', request, events: [kept(1), kept(2, 'two\nlines \u001B[2J')], done: true, more: false })
    await alice.output.until('message 7\n')
    expect(alice.output.text).toBe(
      [
        '[2026-11-03 06:05] bob: message 1',
        '[2026-11-03 06:05] bob: two',
        '  lines [2J',
        '[2026-11-03 06:05] bob: message 4',
        '[2026-11-03 06:05] bob: message 5',
        '[2026-11-03 06:05] bob: message 6',
        'bob: message 7',
        '',
      ].join('\n'),
    )
  })

  test('the history is printed even if nothing is typed', async () => {
    await using script = await NativeHostScript.listen()
    script.room.lastSeq = 300
    const alice = run(formatAddress(script.address), '--nick', 'alice', '--history', '2')
    alice.endInput()
    const { guest } = await script.letIn({ complete: false })
    guest.send({ type: 'events', events: loggedMessages(298, 300) })
    expect(await alice.exited).toBe(0)
    expect(alice.output.text).toMatch(/^\[.*\] bob: message 299\n\[.*\] bob: message 300\n$/)
  })

  test('a classic server has no history, and nobody waits for it', async () => {
    await using server = await ScriptedServer.listen()
    const alice = run(formatAddress(server.address), '--nick', 'alice', '--history', '5')
    const connection = await server.accept()
    await connection.letIn('alice')
    connection.send('bob: hi\n')
    await alice.output.until('bob: hi\n')
  })

  test('a text over the limits is said in several messages and printed once', async () => {
    await using script = await NativeHostScript.listen()
    const alice = run(formatAddress(script.address), '--nick', 'alice')
    const { guest } = await script.letIn()
    const text = 'word '.repeat(1000).trim()
    alice.type(text)
    const posts = [await guest.until('post'), await guest.until('post')]
    for (const [index, { id }] of posts.entries()) guest.send({ type: 'accepted', id, seq: index + 1, at: 1 })
    await alice.output.until('\n')
    expect(posts.map((post) => post.text).join('')).toBe(text)
    expect(alice.output.text).toBe(`alice: ${text}\n`)
  })

  test('taken over by another terminal: a sentence and status 1', async () => {
    const alice = await join('alice')
    const again = await join('alice')
    expect(await alice.exited).toBe(1)
    expect(alice.errors.text).toContain(
      'You joined this room from somewhere else. You are no longer in the room. ' +
        'To be in it twice, join under another name: --nick NAME.\n',
    )
    again.endInput()
    expect(await again.exited).toBe(0)
  })

  test('what was typed too late is said once, however much it is', async () => {
    await using script = await NativeHostScript.listen()
    const alice = run(formatAddress(script.address), '--nick', 'alice')
    const { guest } = await script.letIn()
    for (const text of ['one', 'two', '', '/who', 'three']) alice.type(text)
    await guest.until('post')
    guest.send({ type: 'bye', code: 'kicked', message: 'The host removed you from the room.' })
    expect(await alice.exited).toBe(1)
    expect(alice.errors.text.match(/Not sent.*/g)).toEqual([
      'Not sent: one (The host removed you from the room.) Nor were the 3 lines after it.',
    ])
  })

  test('a key that cannot be kept is said once, and nothing else is wrong', async () => {
    const blocked = path.join(home.folder, 'blocked')
    writeFileSync(blocked, '')
    home.use(blocked)
    const alice = await join('alice')
    expect(alice.errors.text.match(/Your key /g)).toHaveLength(1)
    expect(host.people[1]?.kind).toBe('native')
  })

  test.runIf(process.platform !== 'win32')('nobody else can read a key', async () => {
    await join('alice')
    const files = readdirSync(home.folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.pem'),
    )
    expect(files).not.toEqual([])
    for (const file of files) expect(statSync(path.join(home.folder, file)).mode & 0o077).toBe(0)
  })
})
