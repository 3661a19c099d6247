/** What the window itself answers to a command: for the person alone, and gone when they close it. */
import { commandsFor, findCommand, type Speaker } from '../../core/common/commands/registry.ts'
import { failure, success, type Result } from '../../core/common/result.ts'
import type { Ban, Person, RoomState } from '../../core/common/room.ts'
import { countPeople } from '../view/words.ts'
import { canUse } from './command-abilities.ts'

export interface Answer {
  readonly title: string
  readonly items: readonly AnswerItem[]
}

export interface AnswerItem {
  /** What others chose is a name; what one can type is code. */
  readonly kind: 'name' | 'code' | 'words'
  readonly term: string
  readonly text: string
}

/** The commands that can be used here, or one of them. The error says that there is none of that name. */
export function helpAnswer(
  about: string | undefined,
  speaker: Speaker,
  { abilities }: Pick<RoomState, 'abilities'>,
): Result<Answer, string> {
  if (about === undefined) {
    const entries = commandsFor(speaker).filter(({ name }) => canUse(name, abilities))
    const items = entries.map(({ usage, summary }) => ({ kind: 'code', term: usage, text: summary }) as const)
    return success({ title: 'Commands', items })
  }
  const found = findCommand(about, speaker)
  if (!found.ok) return failure(found.error)
  const { name, usage, summary, example } = found.value
  const items: AnswerItem[] = [{ kind: 'code', term: usage, text: summary }]
  if (example !== usage) items.push({ kind: 'code', term: example, text: 'for example' })
  return success({ title: `/${name}`, items })
}

/** Who is in the room, with what is to be known of them. */
export function whoAnswer({ people, self }: Pick<RoomState, 'people' | 'self'>): Answer {
  const items = people.map((person): AnswerItem => ({
    kind: 'name',
    term: person.nickname,
    text: marksOf(person, self.personId).join(', '),
  }))
  return { title: `In the room: ${countPeople(people.length)}`, items }
}

export function topicAnswer({ topic }: Pick<RoomState, 'topic'>): Answer {
  const item: AnswerItem =
    topic === ''
      ? { kind: 'words', term: 'There is no topic.', text: '/topic and a text sets one' }
      : { kind: 'name', term: topic, text: '' }
  return { title: 'Topic', items: [item] }
}

/** Who may not come in. */
export function bansAnswer({ bans }: Pick<RoomState, 'bans'>): Answer {
  if (bans.length === 0) return { title: 'Bans', items: [{ kind: 'words', term: 'Everybody may come in.', text: '' }] }
  const items = bans.map((ban): AnswerItem => ({ kind: 'name', term: ban.nickname, text: banWords(ban) }))
  return { title: `May not come in: ${countPeople(bans.length)}`, items }
}

function marksOf({ id, kind, away, muted, looksLike }: Person, selfId: string): string[] {
  const marks = [
    id === selfId && 'you',
    kind === 'host' && 'host',
    kind === 'classic' && 'classic',
    muted && 'muted',
    away !== undefined && (away === '' ? 'away' : `away: ${away}`),
    looksLike !== undefined && `not the same as ${looksLike}`,
  ]
  return marks.filter((mark) => typeof mark === 'string')
}

function banWords({ byKey, address, reason }: Ban): string {
  const by = [byKey && 'by their key', address !== null && `by the address ${address}`].filter(Boolean).join(' and ')
  return reason === '' ? by : `${by}: ${reason}`
}
