import { spawn } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { type HostedRoom, openRoom } from '../../e2e/peers/hosted-room.ts'
import { Program } from '../../e2e/peers/program.ts'
import { ScriptedServer } from '../../e2e/peers/scripted-server.ts'
import { TemporaryHome } from '../../e2e/peers/temporary-home.ts'
import { Transcript } from '../../e2e/peers/transcript.ts'
import { formatAddress } from '../core/common/address.ts'
import type { RoomHost } from '../core/node/room-host.ts'

const programs: Program[] = []
let home: TemporaryHome
let room: HostedRoom
let host: RoomHost

beforeEach(async () => {
  home = new TemporaryHome()
  room = await openRoom()
  ;({ host } = room)
})

afterEach(async () => {
  for (const program of programs.splice(0)) await program[Symbol.asyncDispose]()
  await room[Symbol.asyncDispose]()
  home[Symbol.dispose]()
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

describe('in a room', () => {
  test('one line in is one message out, and each message is printed as one line', async () => {
    const alice = await join('alice')
    const bob = await ClassicPeer.join({ port: host.port, nickname: 'bob' })
    await alice.output.until('bob joined!\n')
    alice.type('hi there')
    await bob.until('alice: hi there')
    await alice.output.until('alice: hi there\n')
    bob.say('hello')
    await alice.output.until('bob: hello\n')
    bob.reset()
    await alice.output.until('bob left!\n')
    expect(alice.output.text).toBe('bob joined!\nalice: hi there\nbob: hello\nbob left!\n')
  })

  test('everything that was piped in is said before it leaves', async () => {
    // Whoever came before everybody knows of bob would read that he has joined.
    const bob = await room.join('bob')
    const alice = run(`127.0.0.1:${host.port}`)
    alice.type('alice')
    for (const text of ['one', '', 'two', 'three']) alice.type(text)
    alice.endInput()
    expect(await alice.exited).toBe(0)
    expect(await bob.until('alice left!')).toMatch(
      /alice joined!\s*alice: one\s*alice: two\s*alice: three\s*alice left!$/,
    )
    expect(alice.output.text).toBe('alice: one\nalice: two\nalice: three\n')
    bob.reset()
  })

  // `script` gives a program a terminal; only the one of util-linux takes a command.
  test.runIf(process.platform === 'linux')(
    'asks for the name where somebody sees it, also when the output is piped',
    async () => {
      const command = `"${process.execPath}" src/cli/join.ts 127.0.0.1:${host.port} | cat > /dev/null`
      const terminal = spawn('script', ['-qfec', command, '/dev/null'])
      onTestFinished(() => void terminal.kill('SIGTERM'))
      const seen = new Transcript()
      terminal.stdout.setEncoding('utf8').on('data', (text: string) => seen.add(text))
      await seen.until('Your name: ')
      const bob = await ClassicPeer.join({ port: host.port, nickname: 'bob' })
      terminal.stdin.write('alice\n')
      await bob.until('alice joined!')
      terminal.kill('SIGTERM')
      await bob.until('alice left!')
      bob.reset()
    },
  )

  test.runIf(process.platform === 'linux')(
    'says of a long text that is typed how many messages it became',
    async () => {
      const command = `"${process.execPath}" src/cli/join.ts 127.0.0.1:${host.port} --nick alice`
      const terminal = spawn('script', ['-qfec', command, '/dev/null'])
      onTestFinished(() => void terminal.kill('SIGTERM'))
      const seen = new Transcript()
      terminal.stdout.setEncoding('utf8').on('data', (text: string) => seen.add(text))
      await seen.until('alice: ')
      terminal.stdin.write(`${'word '.repeat(2000)}\r`)
      await seen.until('It was too long for one message, and became 3.')
    },
  )

  test.each(['SIGINT', 'SIGTERM'] as const)('%s leaves cleanly', async (signal) => {
    const bob = await ClassicPeer.join({ port: host.port, nickname: 'bob' })
    const alice = await join('alice')
    alice.signal(signal)
    expect(await alice.exited).toBe(0)
    await bob.until('alice left!')
    bob.reset()
  })

  test('a lost connection is said, with status 1', async () => {
    const alice = await join('alice')
    await host.close()
    expect(await alice.exited).toBe(1)
    expect(alice.errors.text).toContain('The host closed the room.')
  })

  test('what others write cannot steer the terminal', async () => {
    await using server = await ScriptedServer.listen()
    const alice = run(formatAddress(server.address), '--nick', 'alice')
    const connection = await server.accept()
    await connection.letIn('alice')
    connection.send('bob: \u001B[2Jhi\u0007\u202E\n')
    await alice.output.until('hi')
    await alice.output.until('\n')
    expect(alice.output.text).toBe('bob: [2Jhi\n')
  })

  test('leaves quietly when nobody reads it any more', async () => {
    const alice = await join('alice')
    alice.closeOutput()
    host.say('anybody?')
    expect(await alice.exited).toBe(0)
  })
})

describe('not in a room', () => {
  test('nothing listens there: a sentence and status 1', async () => {
    const { port } = host
    await host.close()
    const alice = run(`127.0.0.1:${port}`, '--nick', 'alice')
    expect(await alice.exited).toBe(1)
    expect(alice.errors.text).toContain(`Nothing is listening on 127.0.0.1:${port}.`)
    expect(alice.output.text).toBe('')
  })

  test('a taken name: a sentence with a free one and status 1', async () => {
    const alice = run(`127.0.0.1:${host.port}`, '--nick', 'hanna')
    expect(await alice.exited).toBe(1)
    expect(alice.errors.text).toBe('The name hanna is taken here. hanna-2 is free. Join with: --nick hanna-2\n')
  })

  test('Ctrl-C while it waits for a silent server ends it', async () => {
    await using server = await ScriptedServer.listen()
    const alice = run(formatAddress(server.address), '--nick', 'alice')
    await server.accept()
    alice.signal('SIGINT')
    expect(await alice.exited).toBe(0)
  })

  test.each([
    ['a name that is none', '\n'],
    ['no name at all', ''],
  ])('%s: a sentence and status 1', async (_, input) => {
    const alice = run(`127.0.0.1:${host.port}`)
    if (input !== '') alice.type('::')
    alice.endInput()
    expect(await alice.exited).toBe(1)
    expect(alice.errors.text).toContain('A name is needed')
  })

  test.each([
    [['--colour']],
    [['--nick', 'a:b']],
    [['--history', 'all']],
    [['--history', '10001']],
    [['not an address']],
    [['127.0.0.1', '55555']],
  ])('%j is refused with a sentence and status 2', async (flags) => {
    const alice = run(...flags)
    expect(await alice.exited).toBe(2)
    expect(alice.errors.text).toMatch(/\. Run it with --help to see how it is used\.\n$/)
    expect(alice.errors.text.split('\n')).toHaveLength(2)
  })

  test('--help explains', async () => {
    const alice = run('--help')
    expect(await alice.exited).toBe(0)
    expect(alice.output.text).toContain('--nick')
  })
})
