/** The copy that a terminal keeps of the rooms that it joins: over restarts, searched, exported, or not kept. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Program } from '../../e2e/peers/program.ts'
import { ScriptedServer } from '../../e2e/peers/scripted-server.ts'
import { TemporaryHome } from '../../e2e/peers/temporary-home.ts'
import { formatAddress } from '../core/common/address.ts'
import { openRoomLog } from '../core/node/open-room-log.ts'
import { RoomHost } from '../core/node/room-host.ts'

const programs: Program[] = []
const hosts: RoomHost[] = []
let home: TemporaryHome
let folder: string
let host: RoomHost

beforeEach(async () => {
  home = new TemporaryHome()
  folder = path.join(home.folder, 'copy')
  host = await openRoom('Room')
})

afterEach(async () => {
  for (const program of programs.splice(0)) await program[Symbol.asyncDispose]()
  for (const host of hosts.splice(0)) await host.close()
  home[Symbol.dispose]()
})

async function openRoom(name: string): Promise<RoomHost> {
  const log = openRoomLog(path.join(home.folder, name), (sentence) => expect.fail(sentence))
  const host = new RoomHost({ name, bind: ['127.0.0.1'], port: 0, hostNickname: 'hanna', log })
  hosts.push(host)
  await host.listen()
  return host
}

function run(nickname: string, ...flags: string[]): Program {
  const program = new Program('src/cli/join.ts', `127.0.0.1:${host.port}`, '--nick', nickname, ...flags)
  programs.push(program)
  return program
}

/** The program, in the room. */
async function join(nickname: string, ...flags: string[]): Promise<Program> {
  const program = run(nickname, ...flags)
  await program.errors.until(`You are ${nickname}`)
  return program
}

async function leave(program: Program): Promise<void> {
  program.endInput()
  expect(await program.exited).toBe(0)
}

/** What the program prints for a line, up to a sentence of its own. */
async function ask(program: Program, line: string, until: string): Promise<void> {
  program.type(line)
  await program.errors.until(until)
}

/** A line of the output without its time. */
const said = (program: Program): string => program.output.text.replaceAll(/\[\d{4}-\d\d-\d\d \d\d:\d\d\]/g, '[]')

describe('a copy of one’s own', () => {
  test('is kept from one visit to the next, with what was missed, and looked in', async () => {
    const first = await join('alice', '--data', folder)
    await first.errors.until(
      `You keep your own copy in ${folder}: /search looks in it, /export FILE.md writes it out.\n`,
    )
    host.say('Lunch at noon?')
    await first.output.until('hanna: Lunch at noon?\n')
    first.type('Lunch? Gladly')
    await first.output.until('alice: Lunch? Gladly\n')
    await leave(first)
    for (let count = 0; count < 150; count += 1) host.say(`missed ${count}`)
    const second = await join('alice', '--data', folder)
    host.say('No lunch today')
    await second.output.until('No lunch today\n')
    await leave(second)
    const again = await join('alice', '--data', folder)
    again.type('/search lunch')
    await again.output.until('No lunch today\n')
    again.type('/search "missed 3"')
    await again.output.until('missed 3\n')
    again.type('/search "at noon" from:han')
    await again.output.until(/noon\?\n(?:.*\n)*.*noon\?\n/)
    await ask(again, '/search from:nobody', 'No message was found.\n')
    await ask(again, '/search lunch in:nowhere', 'You keep no copy of a room that is called “nowhere”.\n')
    await ask(again, '/search', '/search needs words: /search lunch')
    await ask(again, '/search missed', 'These are the newest 50. There are older ones')
    await again.output.until(/(?:.*missed 1\d\d\n){50}$/)
    expect(said(again)).toMatch(
      /^\[\] hanna: Lunch at noon\?\n\[\] alice: Lunch\? Gladly\n\[\] hanna: No lunch today\n\[\] hanna: missed 3\n\[\] hanna: Lunch at noon\?\n(\[\] hanna: missed 1\d\d\n){50}$/,
    )
  })

  test('takes what was missed even if one only looks in for a moment', async () => {
    const first = await join('alice')
    host.say('one')
    await first.output.until('one\n')
    await leave(first)
    for (let count = 0; count < 5000; count += 1) host.say(`missed ${count}`)
    const hasty = run('alice')
    hasty.type('The build is done.')
    await leave(hasty)
    const again = await join('alice')
    again.type('/search "missed 0"')
    await again.output.until('missed 0\n')
  })

  test('has what --history brings, which is printed as ever', async () => {
    for (let count = 0; count < 150; count += 1) host.say(`message ${count}`)
    const alice = await join('alice', '--history', '120')
    await alice.output.until('message 149\n')
    expect(alice.output.text.match(/\n/g)).toHaveLength(120)
    alice.type('/search "message 31"')
    await alice.output.until(/message 149\n\[.*message 31\n$/)
    await leave(alice)
    host.say('news')
    const again = await join('alice', '--history', '2')
    await again.output.until('news\n')
    expect(said(again)).toBe('[] hanna: message 149\n[] hanna: news\n')
  })

  test('is one for each name, among one’s own data, for nobody else to read', async () => {
    const alice = await join('alice')
    const bo = await join('bo')
    await alice.output.until('bo joined!\n')
    host.say('psst', { to: host.people.find(({ nickname }) => nickname === 'alice')?.id ?? '' })
    await alice.output.until('psst\n')
    alice.type('/search psst')
    await alice.output.until(/\] \* hanna \(only to you\): psst\n/)
    await ask(bo, '/search psst', 'No message was found.\n')
    const files = readdirSync(home.folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('archive.sqlite'),
    )
    expect(files).toHaveLength(2)
    if (process.platform === 'win32') return
    for (const file of files) expect(statSync(path.join(home.folder, file)).mode & 0o077).toBe(0)
  })

  test('serves two programs of one person at once, in the room and everywhere', async () => {
    const lab = await openRoom('Lab')
    const here = run('alice', '--data', folder)
    const there = new Program('src/cli/join.ts', `127.0.0.1:${lab.port}`, '--nick', 'alice', '--data', folder)
    programs.push(there)
    for (const program of [here, there]) await program.errors.until(`You keep your own copy in ${folder}`)
    for (let count = 0; count < 30; count += 1) {
      host.say(`tea here ${count}`)
      await here.output.until(`tea here ${count}\n`)
      lab.say(`tea there ${count}`)
      await there.output.until(`tea there ${count}\n`)
    }
    there.type('/search 29')
    await there.output.until(/\] hanna: tea there 29\n/)
    here.type('/search 29')
    await here.output.until(/\] hanna: tea here 29\n/)
    here.type('/search 28 in:lab')
    await here.output.until(/\] \(Lab\) hanna: tea there 28\n/)
    here.type('/search 29 in:everywhere')
    // Both may have been said within one millisecond.
    await here.output.until(/(?:\[.*\] \((?:Room|Lab)\) hanna: tea \w+ 29\n){2}/)
    expect(here.errors.text + there.errors.text).not.toMatch(/in use|not kept/)
    await leave(here)
    await leave(there)
  })

  test('is written into a file that is not there yet', async () => {
    const alice = await join('alice', '--data', folder)
    const target = path.join(home.folder, 'room.md')
    await ask(alice, `/export ${target}`, 'There is nothing to export')
    host.say('tea?')
    await alice.output.until('tea?\n')
    await ask(alice, `/export ${target}`, `1 message is in ${target} now.\n`)
    expect(readFileSync(target, 'utf8')).toContain('> tea?')
    await ask(alice, `/export ${target}`, `${target} is there already. Choose another name.\n`)
    const json = path.join(home.folder, 'room of mine.JSON')
    await ask(alice, `/export ${json}`, `in ${json} now.\n`)
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      format: 'snug-room-export',
      room: { key: `native:${host.roomId}`, name: 'Room' },
      messages: [{ text: 'tea?' }],
    })
    await ask(alice, '/export room.txt', 'end the file with .md or .json.\n')
    await ask(alice, '/export', '/export needs a file: /export room.md.\n')
    await ask(
      alice,
      `/export ${path.join(home.folder, 'no', 'x.md')}`,
      'cannot be written: its folder is not there. Choose another place.',
    )
  })

  test('is kept of classic rooms, too, and looked in here', async () => {
    const alice = await join('alice', '--classic', '--data', folder)
    await alice.errors.until(`You keep your own copy in ${folder}`)
    host.say('tea?')
    await alice.output.until('hanna: tea?\n')
    await leave(alice)
    const again = await join('alice', '--classic', '--data', folder)
    again.type('/search tea')
    await again.output.until(/^\[.*\] hanna: tea\?\n/)
  })

  test('is kept of classic servers', async () => {
    await using server = await ScriptedServer.listen()
    const alice = new Program('src/cli/join.ts', formatAddress(server.address), '--nick', 'alice', '--data', folder)
    programs.push(alice)
    const connection = await server.accept()
    await connection.letIn('alice')
    await alice.errors.until(`You keep your own copy in ${folder}`)
    connection.send('hanna: hi\n')
    await alice.output.until('hanna: hi\n')
    alice.type('/search hi')
    await alice.output.until(/\] hanna: hi\n/)
  })
})

describe('no copy', () => {
  test('is kept by whoever wants none', async () => {
    const alice = await join('alice', '--data', 'none')
    await alice.errors.until('You keep no copy of your own.\n')
    host.say('tea?')
    await alice.output.until('tea?\n')
    await ask(alice, '/search tea', 'There is nothing to look in: you keep no copy.\n')
    await ask(alice, '/export room.md', 'There is nothing to export: you keep no copy.\n')
    await leave(alice)
    const files = readdirSync(home.folder, { recursive: true, encoding: 'utf8' })
    expect(files.filter((file) => file.includes('archive'))).toEqual([])
    expect(existsSync('none')).toBe(false)
  })

  test('can be kept among one’s own data: it is said, and the chat goes on', async () => {
    const blocked = path.join(home.folder, 'blocked')
    writeFileSync(blocked, '')
    home.use(blocked)
    const alice = await join('alice', '--classic')
    await alice.errors.until('You keep no copy of your own.\n')
    expect(alice.errors.text).toMatch(/^Your own copies of conversations are not kept, and cannot be searched\. /)
    host.say('tea?')
    await alice.output.until('tea?\n')
  })

  test('can be kept where the person wants it: nobody joins', async () => {
    const file = path.join(home.folder, 'file')
    writeFileSync(file, '')
    const alice = run('alice', '--data', file)
    expect(await alice.exited).toBe(1)
    expect(alice.errors.text).toMatch(
      /^.* a file is where its folder would be\. Choose another folder with --data, or keep nothing with --data none\.\n$/,
    )
    expect(host.people).toHaveLength(1)
  })

  test('can be kept in no folder at all', async () => {
    const alice = run('alice', '--data', '')
    expect(await alice.exited).toBe(2)
    expect(alice.errors.text).toContain('--data takes a folder, or none to keep nothing.')
  })
})
