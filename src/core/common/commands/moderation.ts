/** What a host's command comes down to, in the window and in a terminal. */
import { assertNever } from '../assert-never.ts'
import { nameKey } from '../name-key.ts'
import { failure, success, type Result } from '../result.ts'
import type { Ban, Person } from '../room.ts'
import type { Moderation } from '../room-act.ts'
import type { Command } from './registry.ts'

export type ModeratingCommand = Extract<Command, { name: 'kick' | 'ban' | 'mute' | 'unmute' | 'unban' | 'slow' }>

/** What has to be done, in order. The error is a sentence. */
export function moderationsOf(
  command: ModeratingCommand,
  people: readonly Person[],
  bans: readonly Ban[],
): Result<readonly Moderation[], string> {
  switch (command.name) {
    case 'kick':
      return aboutPerson(people, command.nickname, ({ id: personId }) => {
        return { type: 'kick', personId, reason: command.reason ?? '' }
      })
    case 'ban':
      return aboutPerson(people, command.nickname, ({ id: personId, kind }) => {
        // A classic client has nothing else to be known by.
        return { type: 'ban', personId, reason: command.reason ?? '', byAddress: kind === 'classic' }
      })
    case 'mute':
    case 'unmute':
      return aboutPerson(people, command.nickname, ({ id: personId }) => ({ type: command.name, personId, reason: '' }))
    case 'unban': {
      const key = nameKey(command.nickname)
      const found = bans.filter(({ nickname }) => nameKey(nickname) === key)
      if (found.length === 0) return failure(`Nobody called ${command.nickname} is banned. /bans lists who is.`)
      return success(found.map(({ id }) => ({ type: 'unban', banId: id })))
    }
    case 'slow':
      return success([{ type: 'slow', seconds: command.seconds }])
    default:
      return assertNever(command)
  }
}

/** Who has a name that was typed: exactly, or in another case and without accents. The error is a sentence. */
function personCalled(people: readonly Person[], name: string): Result<Person, string> {
  const person =
    people.find(({ nickname }) => nickname === name) ??
    people.find(({ nickname }) => nameKey(nickname) === nameKey(name))
  return person ? success(person) : failure(`There is nobody called ${name} here. /who lists who is.`)
}

/** Whom a direct message goes to. The error is a sentence. */
export function recipientCalled(people: readonly Person[], name: string, selfId: string): Result<Person, string> {
  const person = personCalled(people, name)
  return person.ok && person.value.id === selfId ? failure('This is you. Choose somebody else to write to.') : person
}

function aboutPerson(
  people: readonly Person[],
  name: string,
  moderation: (person: Person) => Moderation,
): Result<readonly Moderation[], string> {
  const person = personCalled(people, name)
  return person.ok ? success([moderation(person.value)]) : person
}
