/** What can be asked for with a slash at a terminal, and what is read there of what others do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { loggedMessage, NativeHostScript, type ScriptedGuest } from '../../e2e/peers/native-host-script.ts'
import { Program } from '../../e2e/peers/program.ts'
import { ScriptedServer } from '../../e2e/peers/scripted-server.ts'
import { TemporaryHome } from '../../e2e/peers/temporary-home.ts'
import { formatAddress } from '../core/common/address.ts'
import { RoomHost } from '../core/node/room-host.ts'

const programs: Program[] = []
let home: TemporaryHome

beforeEach(() => {
  home = new TemporaryHome()
})

afterEach(async () => {
  for (const program of programs.splice(0)) await program[Symbol.asyncDispose]()
  home[Symbol.dispose]()
})

/** The program, in the room at an address. */
async function join(address: string, nickname: string, ...flags: string[]): Promise<Program> {
  const program = new Program('src/cli/join.ts', address, '--nick', nickname, ...flags)
  programs.push(program)
  await program.errors.until(`You are ${nickname}`)
  return program
}

describe('with a host', () => {
  let host: RoomHost
  let address: string

  beforeEach(async () => {
    const limits = { floodBurst: 100 }
    host = new RoomHost({ name: 'Room', bind: ['127.0.0.1'], port: 0, hostNickname: 'hanna', limits })
    await host.listen()
    address = `127.0.0.1:${host.port}`
  })

  afterEach(() => host.close())

  test('what one does, says to one person, is called, and is about, arrives', async () => {
    const alice = await join(address, 'alice')
    const bo = await join(address, 'bo')
    const carol = await ClassicPeer.join({ port: host.port, nickname: 'carol' })
    await alice.output.until('carol joined!\n')
    alice.type('/me waves')
    await bo.output.until('* alice waves\n')
    alice.type('/msg bo psst')
    await bo.output.until('* alice (only to you): psst\n')
    alice.type('/topic Tides')
    await bo.output.until('* alice set the topic: Tides\n')
    alice.type('/nick Alicia')
    await bo.output.until('* alice is now Alicia\n')
    alice.type('//me is a command')
    await bo.output.until('Alicia: /me is a command\n')
    await alice.output.until('Alicia: /me is a command\n')
    expect(alice.output.text).toBe(
      [
        'bo joined!',
        'carol joined!',
        '* alice waves',
        '* alice (only to bo): psst',
        '* alice set the topic: Tides',
        '* alice is now Alicia',
        'Alicia: /me is a command',
        '',
      ].join('\n'),
    )
    expect(carol.text).not.toContain('psst')
    carol.reset()
  })

  test('who asks is answered alone', async () => {
    const alice = await join(address, 'alice')
    const bo = await join(address, 'bo')
    await alice.output.until('bo joined!\n')
    bo.type('/away Lunch')
    await bo.errors.until('You are away. /back tells that you are here again.\n')
    await alice.output.until('* bo is away: Lunch\n')
    alice.type('/topic')
    await alice.errors.until('The room has no topic.\n')
    bo.type('hm')
    await alice.output.until('bo: hm\n')
    alice.type('/who')
    await alice.errors.until('In the room: alice, hanna (host), bo (away: Lunch)\n')
    bo.type('/away')
    await bo.errors.until('You are back.\n')
    await alice.output.until('* bo is back\n')
    for (const line of ['/help', '/help msg', '/wo', '/msg nobody hi', '/kick bo', '/nick a:b']) alice.type(line)
    await alice.errors.until('A name cannot contain a colon.')
    for (const words of [
      '/help [command]',
      'For example: /msg alice',
      'Did you mean /who?',
      'There is nobody called nobody here.',
      'Only the host can do that: /kick.',
    ]) {
      expect(alice.errors.text).toContain(words)
    }
    expect(alice.output.text).toBe('bo joined!\n* bo is away: Lunch\nbo: hm\n* bo is back\n')
  })

  test('/leave ends it, and what was asked for before is done', async () => {
    const alice = await join(address, 'alice')
    alice.type('/topic Tides')
    alice.type('/leave')
    alice.type('never said')
    expect(await alice.exited).toBe(0)
    expect(host.description.topic).toBe('Tides')
  })

  test('what the host refuses is said', async () => {
    const alice = await join(address, 'alice')
    alice.type('/nick hanna')
    await alice.output.until('Not changed: The name hanna is taken here. hanna-2 is free.\n')
  })

  test('over the classic protocol the host does what is asked for', async () => {
    const bo = await join(address, 'bo')
    const alice = await join(address, 'alice', '--classic')
    await bo.output.until('alice joined!\n')
    host.perform({ type: 'topic', id: 't1', topic: 'One' })
    for (const line of ['/who', '/topic', '/topic Tides', '/me waves', '/msg bo psst', '//me says so', '/away Lunch']) {
      alice.type(line)
    }
    await alice.output.until('* You are away. /back tells that you are here again.\n')
    expect(alice.output.text).toBe(
      [
        '* hanna set the topic: One',
        '* In the room: hanna (host), bo, alice',
        '* The topic is: One',
        '* alice set the topic: Tides',
        '* alice waves',
        '* alice (only to bo): psst',
        'alice: /me says so',
        '* You are away. /back tells that you are here again.',
        '',
      ].join('\n'),
    )
    await bo.output.until('* alice (only to you): psst\nalice: /me says so\n')
    alice.type('/nick Alicia')
    await alice.output.until('* alice is now Alicia\n')
    alice.type('hi')
    await bo.output.until('Alicia: hi\n')
    await alice.output.until('Alicia: hi\n')
    for (const line of ['/kick bo', '/wo', '/help msg']) alice.type(line)
    await alice.errors.until('For example: /msg alice')
    for (const words of ['Only the host can do that: /kick.', 'Did you mean /who?']) {
      expect(alice.errors.text).toContain(words)
    }
  })

  test('over the classic protocol every line of the host is one, however close together', async () => {
    const alice = await join(address, 'alice', '--classic')
    alice.type('/who')
    await alice.output.until('* In the room: hanna (host), alice\n')
    for (const text of ['one', 'two', 'three']) {
      host.say(text, { action: true })
      await new Promise((resolve) => setImmediate(resolve))
    }
    await alice.output.until('three\n')
    expect(alice.output.text).toContain('* hanna one\n* hanna two\n* hanna three\n')
  })
})

test('on a classic server it is said what cannot be', async () => {
  await using server = await ScriptedServer.listen()
  const joining = join(formatAddress(server.address), 'alice')
  const connection = await server.accept()
  await connection.letIn('alice')
  const alice = await joining
  connection.send('hanna: hi\n')
  await alice.output.until('hanna: hi\n')
  for (const line of ['/nick Alicia', '/topic Tides', '/away', '/msg hanna psst']) alice.type(line)
  await alice.errors.until('Not sent: psst (There are no direct messages on a classic server.)\n')
  expect(alice.errors.text).not.toContain('You are away.')
  for (const words of ['Nobody can change their name', 'There is no topic', 'Nobody can be told that you are away']) {
    await alice.output.until(words)
  }
})

test('on a classic server an action goes out in plain words', async () => {
  await using server = await ScriptedServer.listen()
  const joining = join(formatAddress(server.address), 'alice')
  const connection = await server.accept()
  await connection.letIn('alice')
  const alice = await joining
  alice.type('/me waves')
  await connection.until('alice: *waves*')
  connection.send('alice: *waves*')
  await alice.output.until('* alice waves\n')
})

describe('what others do', () => {
  const bob = { personId: 'key:bob', nickname: 'bob' }
  let script: NativeHostScript

  beforeEach(async () => {
    script = await NativeHostScript.listen()
  })

  afterEach(() => script[Symbol.asyncDispose]())

  async function enter(...flags: string[]): Promise<{ alice: Program; guest: ScriptedGuest }> {
    const joining = join(formatAddress(script.address), 'alice', ...flags)
    const { guest } = await script.letIn()
    return { alice: await joining, guest }
  }

  test('to their messages and about them, as lines', async () => {
    const { alice, guest } = await enter()
    const replyTo = { id: 'x', nickname: 'hanna', excerpt: 'Lunch?' }
    guest.send({
      type: 'events',
      events: [
        { ...loggedMessage(1, 'yes'), replyTo },
        { type: 'edited', seq: 2, at: 2, id: 'a', target: 'log-1', personId: 'key:bob', text: 'no' },
        { type: 'reacted', seq: 3, at: 3, id: 'b', target: 'log-1', person: bob, emoji: '👍', on: true },
        { type: 'deleted', seq: 4, at: 4, id: 'c', target: 'log-1', personId: 'key:bob' },
        { type: 'reacted', seq: 5, at: 5, id: 'd', target: 'unknown', person: bob, emoji: '👍', on: true },
        { type: 'slowed', seq: 6, at: 6, seconds: 10 },
      ],
    })
    await alice.output.until('The room is slow now')
    expect(alice.output.text).toBe(
      [
        'bob: > hanna: Lunch?',
        'bob: yes',
        '* bob edited: no',
        '* bob reacted 👍 to bob: "no"',
        '* bob took back a message.',
        '* The room is slow now: one message in 10 s from each.',
        '',
      ].join('\n'),
    )
  })

  test('to one’s own message', async () => {
    const { alice, guest } = await enter()
    alice.type('Cake!')
    const { id } = await guest.until('post')
    guest.send({ type: 'accepted', id, seq: 1, at: 1 })
    const reacted = { type: 'reacted', seq: 2, at: 2, id: 'b', person: bob, emoji: '🎉', on: true } as const
    guest.send({ type: 'events', events: [{ ...reacted, target: id }] })
    await alice.output.until('* bob reacted 🎉 to alice: "Cake!"\n')
  })

  test('history has messages in their present form, and none that was taken back', async () => {
    script.room.lastSeq = 4
    const { alice, guest } = await enter('--history', '9')
    guest.send({
      type: 'events',
      events: [
        { ...loggedMessage(1, ''), deleted: true, revision: 3 },
        { ...loggedMessage(2, 'waves'), action: true },
        { type: 'deleted', seq: 3, at: 3, id: 'a', target: 'log-1', personId: 'key:bob' },
        { ...loggedMessage(4, 'new'), editedAt: 4, revision: 4 },
      ],
    })
    await alice.output.until('new\n')
    expect(alice.output.text).toMatch(/^\[.*\] \* bob waves\n\[.*\] bob: new\n$/)
  })
})
