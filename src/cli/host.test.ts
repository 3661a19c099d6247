import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { NativePeer } from '../../e2e/peers/native-peer.ts'
import { Transcript } from '../../e2e/peers/transcript.ts'
import { openRoomLog } from '../core/node/open-room-log.ts'

interface Program {
  readonly child: ChildProcess
  readonly output: Transcript
  readonly errors: Transcript
  readonly exited: Promise<number | null>
}

const running = new Map<ChildProcess, Promise<unknown>>()

afterEach(async () => {
  for (const child of running.keys()) child.kill('SIGKILL')
  await Promise.all(running.values())
})

const script = path.join(import.meta.dirname, 'host.ts')
/** Windows has no signals: what it calls so ends a program without asking. */
const hasSignals = process.platform !== 'win32'

function run(...flags: string[]): Program {
  return watch(spawn(process.execPath, [script, ...flags]))
}

function watch(child: ChildProcessWithoutNullStreams): Program {
  const [output, errors] = [new Transcript(), new Transcript()]
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.add(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.add(text))
  const exited = once(child, 'close').then(([status]) => {
    running.delete(child)
    output.end(`The program ended with status ${String(status)} and said ${JSON.stringify(errors.text)}`)
    return typeof status === 'number' ? status : null
  })
  running.set(child, exited)
  return { child, output, errors, exited }
}

async function openRoom(...flags: string[]): Promise<Program & { readonly port: number }> {
  return listening(run('--port', '0', '--data', 'none', ...flags))
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
        'Keeping nothing: what is said is gone when the room closes.',
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

  test('says of whoever did not get in what stopped them, and what to do', async () => {
    const room = await openRoom()
    using browser = await ClassicPeer.connect({ port: room.port })
    browser.send('GET / HTTP/1.1\r\n\r\n')
    await room.output.until(/127\.0\.0\.1: Asked for a web page.* Ask them to join with Snug .*: 127\.0\.0\.1:\d+\n/)
    room.child.kill('SIGTERM')
    await room.exited
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
    const command = `"${process.execPath}" "${script}" --port 0 --data none; true`
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

describe('the conversation', () => {
  let folder: string
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'snug-host-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** The texts that are kept in a folder whose room is closed. */
  function kept(where: string): string[] {
    const log = openRoomLog(where, (sentence) => expect.fail(sentence))
    const { events } = log.before(Infinity, 100, 'anybody')
    log.close()
    return events.flatMap((event) => (event.type === 'message' ? [event.text] : []))
  }

  async function sayAndClose(room: Program & { readonly port: number }, text: string): Promise<void> {
    using alice = await ClassicPeer.join({ port: room.port })
    alice.say(text)
    await alice.until(`alice: ${text}`)
    room.child.kill('SIGKILL')
    await room.exited
  }

  test('is kept where the person wants it, from one opening to the next', async () => {
    for (const text of ['one', 'two']) {
      const room = await openRoom('--data', folder)
      await room.output.until(`Keeping the last 10,000 messages for 30 days in ${folder}\n`)
      await sayAndClose(room, text)
    }
    expect(kept(folder)).toEqual(['one', 'two'])
  })

  test('keeps its name, too, until it is given another one', async () => {
    for (const [name, flags] of [
      ['Room', []],
      ['Reading room', ['--name', 'Reading room']],
      ['Reading room', []],
      ['Cellar', ['--name', 'Cellar']],
      ['Cellar', []],
    ] as const) {
      const room = await openRoom('--data', folder, ...flags)
      using alice = await NativePeer.join({ port: room.port })
      expect(alice.welcome?.room.name).toBe(name)
      room.child.kill('SIGKILL')
      await room.exited
    }
  })

  test('turns classic clients away with --no-classic, the next time too, until --classic', async () => {
    const answerTo = async (...flags: string[]): Promise<string> => {
      const room = await openRoom('--data', folder, ...flags)
      using alice = await ClassicPeer.join({ port: room.port })
      alice.say('hi')
      const answer = await alice.until(/alice: hi|Snug only/)
      room.child.kill('SIGKILL')
      await room.exited
      return answer.includes('Snug only') ? room.output.text : answer
    }
    for (const flags of [['--no-classic'], []]) {
      expect(await answerTo(...flags)).toContain('Only Snug gets in: classic clients are turned away.')
    }
    for (const flags of [['--classic'], []]) expect(await answerTo(...flags)).toContain('alice: hi')
  })

  test.runIf(process.platform === 'linux')('is kept with the person, unless they say otherwise', async () => {
    const env = { ...process.env, XDG_DATA_HOME: folder }
    const room = await listening(watch(spawn(process.execPath, [script, '--port', '0'], { env })))
    await sayAndClose(room, 'one')
    expect(kept(path.join(folder, 'snug', 'rooms', 'default'))).toEqual(['one'])
  })

  test.runIf(process.platform === 'linux')('is another one by another name, and the same by the same', async () => {
    const env = { ...process.env, XDG_DATA_HOME: folder }
    const open = (name: string): Promise<Program & { readonly port: number }> =>
      listening(watch(spawn(process.execPath, [script, '--port', '0', '--name', name], { env })))
    for (const name of ['Party', 'Work', 'party']) await sayAndClose(await open(name), `in ${name}`)
    const rooms = path.join(folder, 'snug', 'rooms')
    const said = readdirSync(rooms).map((room) => kept(path.join(rooms, room)))
    expect(new Set(said.map((texts) => texts.join()))).toEqual(new Set(['in Party,in party', 'in Work']))
  })

  test.runIf(process.platform === 'linux')('goes on in words where it cannot be kept with the person', async () => {
    const env = { ...process.env, XDG_DATA_HOME: folder }
    const open = (): Promise<Program & { readonly port: number }> =>
      listening(watch(spawn(process.execPath, [script, '--port', '0'], { env })))
    const first = await open()
    const second = await open()
    await second.output.until('Keeping nothing: what is said is gone when the room closes.\n')
    expect(await second.errors.until('\n')).toMatch(
      /^This conversation is not kept\. .* is in use by another program\..*\n$/,
    )
    await sayAndClose(second, 'heard all the same')
    await sayAndClose(first, 'and kept here')
    expect(kept(path.join(folder, 'snug', 'rooms', 'default'))).toEqual(['and kept here'])
  })

  test('is not begun where the person wants it and it cannot be kept', async () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    const first = await openRoom('--data', path.join(folder, 'open'))
    for (const [where, why] of [
      [file, 'a file is where its folder would be'],
      [path.join(file, 'below'), 'a file is where its folder would be'],
      [path.join(folder, 'open'), 'in use by another program'],
      ...(process.platform === 'linux' ? [['/proc/snug', 'no folder can be made there']] : []),
    ] as const) {
      const program = run('--port', '0', '--data', where)
      expect(await program.exited).toBe(1)
      expect(program.errors.text).toMatch(
        /^.*[.?] Choose another folder with --data, or keep nothing with --data none\.\n$/,
      )
      expect(program.errors.text).toContain(why)
      expect(program.output.text).toBe('')
    }
    first.child.kill('SIGKILL')
  })
})

describe('what cannot be done is said in words', () => {
  test('a port in use, with the next free one', async () => {
    const server = net.createServer()
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const program = run('--port', String(port), '--data', 'none')
    expect(await program.exited).toBe(1)
    expect(program.errors.text).toMatch(
      new RegExp(`^Port ${port} is already in use on this computer. Port (\\d+) is free. Start with: --port \\1\n$`),
    )
    expect(program.output.text).toBe('')
    server.close()
  })

  test.each([
    [['--prot', '1'], "Unknown option '--prot'."],
    [['55555'], "Unexpected argument '55555'."],
    [['--port', 'five'], 'port'],
    [['--port', '70000'], '70000'],
    [['--keep-messages', '0'], '--keep-messages takes a whole number from 1 to 1000000, not “0”.'],
    [['--keep-days', 'long'], '--keep-days takes a whole number from 1 to 3650, not “long”.'],
    [['--name', 'a'.repeat(300)], 'The name of a room has at most 200 letters. Shorten it.'],
    [['--data', ''], '--data takes a folder, or none to keep nothing.'],
    [['--port', '-1'], 'What follows --port looks like another flag. If it is meant as it is, write --port=VALUE.'],
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

  test('an address may be given twice, in brackets, or as localhost', async () => {
    const program = run('--port', '0', '--bind', 'localhost', '--bind', '127.0.0.1', '--data', 'none')
    await program.output.until(/Listening on 127\.0\.0\.1:\d+\n/)
    expect(program.errors.text).toBe('')
  })

  test('--help lists the flags', async () => {
    const program = run('--help')
    expect(await program.exited).toBe(0)
    for (const flag of ['--port', '--bind', '--name', '--data', '--unlimited'])
      expect(program.output.text).toContain(flag)
  })
})
