import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { Transcript } from '../../e2e/peers/transcript.ts'

interface Program {
  readonly child: ChildProcess
  readonly output: Transcript
  readonly errors: Transcript
  readonly exited: Promise<number | null>
}

const running = new Set<ChildProcess>()

afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})

const script = path.join(import.meta.dirname, 'host.ts')
/** Windows has no signals: what it calls so ends a program without asking. */
const hasSignals = process.platform !== 'win32'

function run(...flags: string[]): Program {
  return watch(spawn(process.execPath, [script, ...flags]))
}

function watch(child: ChildProcessWithoutNullStreams): Program {
  running.add(child)
  const [output, errors] = [new Transcript(), new Transcript()]
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.add(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.add(text))
  const exited = once(child, 'close').then(([status]) => {
    running.delete(child)
    output.end(`The program ended with status ${String(status)} and said ${JSON.stringify(errors.text)}`)
    return typeof status === 'number' ? status : null
  })
  return { child, output, errors, exited }
}

async function openRoom(...flags: string[]): Promise<Program & { readonly port: number }> {
  return listening(run('--port', '0', ...flags))
}

async function listening(program: Program): Promise<Program & { readonly port: number }> {
  const said = await program.output.until(/Listening on .*:\d+\n/)
  return { ...program, port: Number(/:(\d+)\n/.exec(said)?.[1]) }
}

describe('a room in a terminal', () => {
  test('prints what happens, a line each', async () => {
    const room = await openRoom()
    using alice = await ClassicPeer.join({ port: room.port })
    alice.say('hi')
    await alice.until('alice: hi')
    const { localPort } = alice.socket
    alice.end()
    await room.output.until('alice left!\n')
    expect(room.output.text).toBe(
      [
        `Listening on 127.0.0.1:${room.port}`,
        `Connected with ('127.0.0.1', ${localPort})`,
        'Nickname is alice',
        'alice joined!',
        'alice: hi',
        'alice left!',
        '',
      ].join('\n'),
    )
    expect(room.errors.text).toBe('')
  })

  test.runIf(hasSignals).each(['SIGINT', 'SIGTERM'] as const)('%s closes the room cleanly', async (signal) => {
    const room = await openRoom('--name', 'Tea')
    using alice = await ClassicPeer.join({ port: room.port })
    room.child.kill(signal)
    await alice.until('The host closed the room.')
    expect(await alice.closed).toBe('reset')
    expect(await room.exited).toBe(0)
    expect(room.errors.text).toBe('')
  })

  test('what a peer writes cannot steer the terminal', async () => {
    const room = await openRoom()
    using mallory = await ClassicPeer.join({ port: room.port, nickname: '\u001B[2Jmallory' })
    mallory.say('\u001B]0;owned\u0007\u202Etxt\u009B1m')
    await room.output.until(/mallory: .*\n/)
    expect(room.output.text).not.toMatch(/[^\n\P{Cc}]|\u202E/u)
  })

  test('goes on when nobody reads its output any more', async () => {
    const room = await openRoom()
    room.child.stdout?.destroy()
    using alice = await ClassicPeer.join({ port: room.port })
    for (const text of ['one', 'two', 'three']) {
      alice.say(text)
      await alice.until(`alice: ${text}`)
    }
    room.child.kill('SIGTERM')
    expect(await room.exited).toBe(hasSignals ? 0 : null)
  })

  test.runIf(hasSignals)('closes when the shell is killed through which npm runs it', async () => {
    const command = `"${process.execPath}" "${script}" --port 0; true`
    const env = { ...process.env, npm_lifecycle_event: 'host' }
    const room = await listening(watch(spawn('sh', ['-c', command], { env })))
    using alice = await ClassicPeer.join({ port: room.port })
    room.child.kill('SIGTERM')
    await alice.until('The host closed the room.')
    await room.exited
  })

  test('slows nobody down with --unlimited', async () => {
    const room = await openRoom('--unlimited')
    using alice = await ClassicPeer.join({ port: room.port })
    for (let index = 0; index < 50; index++) {
      alice.say(`message ${index}.`)
      await alice.until(`alice: message ${index}.`)
    }
    expect(alice.text).not.toContain('delayed')
  })
})

describe('what cannot be done is said in words', () => {
  test('a port in use, with the next free one', async () => {
    const server = net.createServer()
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const program = run('--port', String(port))
    expect(await program.exited).toBe(1)
    expect(program.errors.text).toMatch(
      new RegExp(`^Port ${port} is already in use on this computer. Port \\d+ is free.\n$`),
    )
    expect(program.output.text).toBe('')
    server.close()
  })

  test.each([
    [['--prot', '1'], "Unknown option '--prot'."],
    [['55555'], "Unexpected argument '55555'."],
    [['--port', 'five'], 'port'],
    [['--port', '70000'], '70000'],
    [['--port'], "Option '--port <value>' argument missing."],
    [
      ['--bind', 'nowhere'],
      '--bind takes an IP address of this computer, such as 127.0.0.1 or 0.0.0.0, not “nowhere”.',
    ],
  ])('%j', async (flags, words) => {
    const program = run(...flags)
    expect(await program.exited).toBe(2)
    expect(program.errors.text).toContain(words)
    expect(program.errors.text).toMatch(/^[^\n]+\. Run it with --help to see the flags\.\n$/)
  })

  test('--help lists the flags', async () => {
    const program = run('--help')
    expect(await program.exited).toBe(0)
    for (const flag of ['--port', '--bind', '--name', '--unlimited']) expect(program.output.text).toContain(flag)
  })
})
