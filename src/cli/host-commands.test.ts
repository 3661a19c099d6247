/** What can be typed into a room that is hosted in a terminal. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ClassicPeer } from '../../e2e/peers/classic-peer.ts'
import { Program } from '../../e2e/peers/program.ts'
import { Transcript } from '../../e2e/peers/transcript.ts'
import { RoomClient } from '../core/node/room-client.ts'
import { createIdentity } from '../core/node/identity.ts'

const programs: Program[] = []

afterEach(async () => {
  for (const program of programs.splice(0)) await program[Symbol.asyncDispose]()
})

/** A room in a terminal whose input is open. */
async function openRoom(...flags: string[]): Promise<{ room: Program; port: number }> {
  const room = new Program('src/cli/host.ts', '--port', '0', '--data', 'none', ...flags)
  programs.push(room)
  const said = await room.output.until(/Listening on .*:\d+\n/)
  return { room, port: Number(/:(\d+)\n/.exec(said)?.[1]) }
}

describe('whoever hosts in a terminal', () => {
  test('says what they type, under the name that they like', async () => {
    const { room, port } = await openRoom('--nick', 'Hanna')
    using alice = await ClassicPeer.join({ port })
    await room.output.until('alice joined!\n')
    room.type('Welcome!')
    await alice.until('Hanna: Welcome!')
    await room.output.until('Hanna: Welcome!\n')
    room.type('/me waves')
    await alice.until('* Hanna waves')
    room.type('/msg alice psst')
    await alice.until('* Hanna (only to alice): psst')
    room.type('/nick Johanna')
    await alice.until('* Hanna is now Johanna')
    room.type('//who is a command')
    await alice.until('Johanna: /who is a command')
    expect(room.errors.text).toBe('')
  })

  test('is Host unless they say otherwise, and answers to the commands of a host', async () => {
    const { room, port } = await openRoom()
    using alice = await ClassicPeer.join({ port })
    await room.output.until('alice joined!\n')
    room.type('/topic Tides')
    await alice.until('* Host set the topic: Tides')
    room.type('/topic')
    await room.errors.until('The topic is: Tides\n')
    room.type('/slow 10')
    await alice.until('* The room is slow now')
    room.type('/slow off')
    await alice.until('* The room is no longer slow')
    room.type('/mute alice')
    await alice.until('* alice was muted by the host')
    room.type('/unmute alice')
    await alice.until('* alice may write again')
    room.type('/away Lunch')
    await room.errors.until('You are away. /back tells that you are here again.\n')
    room.type('/who')
    await room.errors.until('In the room: Host (host, away: Lunch), alice\n')
    room.type('/kick alice Enough')
    await alice.until('The host removed you from the room (Enough).')
    await room.output.until('* alice was removed from the room by the host (Enough)\n')
  })

  test('bans by key, sees who is banned, and lets them in again', async () => {
    const { room, port } = await openRoom()
    const bo = new RoomClient({
      address: { host: '127.0.0.1', port },
      nickname: 'bo',
      asciiOnly: false,
      identity: createIdentity(),
    })
    expect(await bo.join()).toMatchObject({ ok: true })
    const over = new Promise((resolve) => {
      bo.on('event', (event) => event.type === 'connection.changed' && resolve(event.connection.status))
    })
    room.type('/bans')
    await room.errors.until('Nobody is banned.\n')
    room.type('/ban bo Advertising')
    expect(await over).toBe('closed')
    room.type('/bans')
    await room.errors.until('Banned: bo, by their key (Advertising)\n')
    room.type('/unban bo')
    room.type('/unban bo')
    await room.errors.until('Nobody called bo is banned. /bans lists who is.\n')
  })

  test('is told alone what cannot be done', async () => {
    const { room, port } = await openRoom()
    using alice = await ClassicPeer.join({ port })
    await room.output.until('alice joined!\n')
    for (const line of [
      '/help',
      '/kik alice',
      '/kick Host',
      '/msg Host hi',
      '/msg nobody hi',
      '/nick alice',
      '/ban alice',
    ]) {
      room.type(line)
    }
    room.type('Hello')
    await alice.until('Host: Hello')
    for (const words of [
      '/kick name [reason]',
      'Did you mean /kick?',
      'This is you, the host.',
      'This is you. Choose somebody else to write to.',
      'There is nobody called nobody here.',
      'The name alice is taken here. alice-2 is free.',
      'alice is on this computer, whose own address cannot be banned.',
    ]) {
      await room.errors.until(words)
    }
    expect(alice.text).not.toContain('nobody')
  })

  test('/close closes the room for everybody, and /leave only says so', async () => {
    const { room, port } = await openRoom()
    using alice = await ClassicPeer.join({ port })
    await room.output.until('alice joined!\n')
    room.type('/leave')
    await room.errors.until('A host leaves by closing the room for everybody: /close.')
    room.type('Still here')
    await alice.until('Host: Still here')
    room.type('/close')
    await alice.until('The host closed the room.')
    expect(await room.exited).toBe(0)
  })

  test('leaves the room open when what is typed ends', async () => {
    const { room, port } = await openRoom()
    room.type('The build is done.')
    room.endInput()
    await room.output.until('Host: The build is done.\n')
    using alice = await ClassicPeer.join({ port })
    alice.say('hi')
    await room.output.until('alice: hi\n')
    expect(room.errors.text).toBe('')
  })
})

test('where nothing can be typed the room stays open, and nobody is in it who could not answer', async () => {
  const script = path.join(import.meta.dirname, 'host.ts')
  const child = spawn(process.execPath, [script, '--port', '0', '--data', 'none'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  try {
    const output = new Transcript()
    child.stdout.setEncoding('utf8').on('data', (text: string) => output.add(text))
    const said = await output.until(/Listening on .*:\d+\n/)
    using alice = await ClassicPeer.join({ port: Number(/:(\d+)\n/.exec(said)?.[1]) })
    alice.say('/who')
    await alice.until('* In the room: alice')
  } finally {
    const closed = once(child, 'close')
    child.kill('SIGKILL')
    await closed
  }
})
