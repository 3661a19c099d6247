import { describe, expect, test } from 'vitest'
import { helpFor, helpLines } from './help.ts'
import { commandEntries, commandsFor, type Audience, type Speaker } from './registry.ts'

const host: Speaker = { audience: 'window', isHost: true }
const classic: Speaker = { audience: 'classic', isHost: false }

test('what a classic client reads', () => {
  expect(helpLines(classic)).toEqual([
    '/help [command]  List the commands, or explain one',
    '/nick name       Change your name',
    '/me text         Say what you are doing',
    '/msg name text   Say something to one person only',
    '/who             List who is here',
    '/topic [text]    Show the topic, or set it; /topic - clears it',
    '/away [message]  Say that you are away, or back again',
    '/back            Say that you are back',
  ])
})

describe.each<Audience>(['window', 'terminal', 'classic'])('in a %s', (audience) => {
  test.each([true, false])('everything fits, and only what may be used is listed (host: %j)', (isHost) => {
    const speaker = { audience, isHost }
    const lines = helpLines(speaker)
    expect(lines).toHaveLength(commandsFor(speaker).length)
    for (const line of lines) expect(line).toMatch(/^\/[ -~]{1,75}$/)
    expect(lines.some((line) => line.startsWith('/kick'))).toBe(isHost && audience !== 'classic')
    expect(lines.some((line) => line.startsWith('/leave'))).toBe(!isHost && audience !== 'classic')
  })
})

test('every command is what its usage begins with, and needs what its usage asks for', () => {
  for (const { name, usage, example, needs, takesName } of commandEntries) {
    expect(`${usage} `.startsWith(`/${name} `)).toBe(true)
    expect(`${example} `.startsWith(`/${name} `)).toBe(true)
    expect(needs !== null).toBe(/ [a-z]/.test(usage))
    if (takesName) expect(usage).toMatch(/^\/\w+ name/)
  }
})

test('one command is explained with an example', () => {
  const explained = ['/msg name text  Say something to one person only', 'For example: /msg alice See you at noon.']
  expect(helpFor('msg', host)).toEqual(explained)
  expect(helpFor('/MSG', host)).toEqual(explained)
  expect(helpFor('who', host)).toEqual(['/who  List who is here'])
})

test('what cannot be explained is said so', () => {
  expect(helpFor('kik', host)).toEqual(['There is no command /kik. Did you mean /kick?'])
  expect(helpFor('kick', classic)).toEqual(['Only the host can do that: /kick.'])
})
