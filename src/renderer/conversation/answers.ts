/** What the window itself answers to a command: for the person alone, and gone when they close it. */
import { commandsFor, findCommand, type CommandName, type Speaker } from '../../core/common/commands/registry.ts'
import { failure, success, type Result } from '../../core/common/result.ts'
import type { Ban, Person, RoomState } from '../../core/common/room.ts'
import { canUse } from './command-abilities.ts'
import { t } from '../language.ts'

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
    const items = entries.map(({ name }) => usageItem(name))
    return success({ title: t('answers.commands'), items })
  }
  const found = findCommand(about, speaker)
  if (!found.ok) return failure(found.error)
  const { name } = found.value
  const example = t(`commands.${name}.example`)
  const items = [usageItem(name)]
  if (example !== items[0]?.term) items.push({ kind: 'code', term: example, text: t('answers.example') })
  return success({ title: `/${name}`, items })
}

/** Who is in the room, with what is to be known of them. */
export function whoAnswer({ people, self }: Pick<RoomState, 'people' | 'self'>): Answer {
  const items = people.map((person): AnswerItem => ({
    kind: 'name',
    term: person.nickname,
    text: marksOf(person, self.personId).join(t('presence.between')),
  }))
  return { title: t('answers.inRoom', { count: people.length }), items }
}

export function topicAnswer({ topic }: Pick<RoomState, 'topic'>): Answer {
  const item: AnswerItem =
    topic === ''
      ? { kind: 'words', term: t('answers.noTopic'), text: t('answers.noTopicText') }
      : { kind: 'name', term: topic, text: '' }
  return { title: t('answers.topic'), items: [item] }
}

/** Who may not come in. */
export function bansAnswer({ bans }: Pick<RoomState, 'bans'>): Answer {
  if (bans.length === 0) {
    return { title: t('answers.bans'), items: [{ kind: 'words', term: t('answers.noBans'), text: '' }] }
  }
  const items = bans.map((ban): AnswerItem => ({ kind: 'name', term: ban.nickname, text: banAndReason(ban) }))
  return { title: t('answers.banned', { count: bans.length }), items }
}

function marksOf({ id, kind, away, muted, looksLike }: Person, selfId: string): string[] {
  const marks = [
    id === selfId && t('answers.you'),
    kind === 'host' && t('answers.host'),
    kind === 'classic' && t('answers.classic'),
    muted && t('answers.muted'),
    away !== undefined && (away === '' ? t('answers.away') : t('answers.awayWith', { message: away })),
    looksLike !== undefined && t('answers.notSame', { name: looksLike }),
  ]
  return marks.filter((mark) => typeof mark === 'string')
}

/** By what somebody is known who was banned, and why they were. */
function banAndReason({ byKey, address, reason }: Ban): string {
  const by = knownBy(byKey, address)
  return reason === '' ? by : t('answers.because', { by, reason })
}

function knownBy(byKey: boolean, address: string | null): string {
  if (address === null) return byKey ? t('answers.byKey') : ''
  return t(byKey ? 'answers.byBoth' : 'answers.byAddress', { address })
}

function usageItem(name: CommandName): AnswerItem {
  return { kind: 'code', term: t(`commands.${name}.usage`), text: t(`commands.${name}.summary`) }
}
