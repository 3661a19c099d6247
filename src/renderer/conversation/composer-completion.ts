/** What the composer offers to complete at the caret, and what becomes of the text when it is taken. Pure. */
import { completeCommand, completeName } from '../../core/common/commands/completion.ts'
import { findCommand, type Speaker } from '../../core/common/commands/registry.ts'
import type { Emoji } from '../emoji/emoji-catalogue.ts'
import { completeCode } from '../emoji/emoji-search.ts'
import type { Ability } from '../../core/common/room.ts'
import { isInCode } from './closed-emoji.ts'
import { canUse } from './command-abilities.ts'
import { t } from '../language.ts'

export interface CompletionOption {
  /** What is put in. */
  readonly text: string
  /** What is shown of it. */
  readonly label: string
  readonly hint: string
  /** Whose name it is; null if it is none. */
  readonly person: string | null
  /** Whose name that one could be taken for. */
  readonly looksLike?: string | undefined
  /** What is shown before it. */
  readonly emoji?: string
}

export interface Completion {
  readonly kind: 'command' | 'name' | 'emoji'
  /** The part of the text that is completed. */
  readonly start: number
  readonly end: number
  /** At least one. */
  readonly options: readonly CompletionOption[]
}

export interface CompletionScene {
  readonly speaker: Speaker
  readonly abilities: readonly Ability[]
  /** Of the others in the room. */
  readonly nicknames: readonly string[]
  /** Whose names they could be taken for, by those of these whose could. */
  readonly likenesses: ReadonlyMap<string, string>
  /** Null until they are needed, see {@link asksForEmoji}. */
  readonly emoji: readonly Emoji[] | null
}

/** More would not be read. */
const mostNames = 8
const mostEmoji = 8

/** `:smi`, and not the time of day or the second colon of something. */
const emojiCode = /(?<=^|[\s(]):(?<code>[a-z+][a-z\d_+-]+|\+1|-1)(?<end>:?)$/iu

function everybody(): CompletionOption {
  return { text: '@room ', label: '@room', hint: t('composer.everybody'), person: null }
}

/** What can be completed at the caret; null if nothing can. */
export function findCompletion(text: string, caret: number, scene: CompletionScene): Completion | null {
  const before = text.slice(0, caret)
  return commandAt(before, scene) ?? recipientAt(before, scene) ?? nameAt(before, scene) ?? emojiAt(before, scene)
}

/** Whether the beginning of an emoji's short name stands before the caret. */
export function asksForEmoji(text: string, caret: number): boolean {
  return emojiCode.test(text.slice(0, caret))
}

/** The text after an option has been taken, and where the caret is then. */
export function complete(
  text: string,
  { start, end }: Completion,
  option: CompletionOption,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(end)
  const put = option.text.endsWith(' ') && rest.startsWith(' ') ? option.text.slice(0, -1) : option.text
  return { text: text.slice(0, start) + put + rest, caret: start + option.text.length }
}

/** Whether Enter should send the text as it is: the command stands there in full, and needs nothing more. */
export function isComplete(text: string, { kind, start, end }: Completion, { speaker }: CompletionScene): boolean {
  if (kind !== 'command') return false
  const found = findCommand(text.slice(start + 1, end), speaker)
  return found.ok && found.value.needs === null
}

function commandAt(before: string, { speaker, abilities }: CompletionScene): Completion | null {
  if (!/^\/\p{L}*$/u.test(before)) return null
  const entries = completeCommand(before, speaker).filter(({ name }) => canUse(name, abilities))
  const options = entries.map(({ name }) => ({
    text: `/${name} `,
    label: t(`commands.${name}.usage`),
    hint: t(`commands.${name}.summary`),
    person: null,
  }))
  return options.length === 0 ? null : { kind: 'command', start: 0, end: before.length, options }
}

/** After a command that is about somebody. */
function recipientAt(before: string, { speaker, nicknames, likenesses }: CompletionScene): Completion | null {
  const match = /^\/(?<word>\p{L}+) +@?(?<prefix>[^\n]*)$/u.exec(before)
  const { word = '', prefix = '' } = match?.groups ?? {}
  const entry = findCommand(word, speaker)
  if (!match || !entry.ok || !entry.value.takesName) return null
  const options = namesLike(prefix, nicknames).map((name) => ({
    text: `${name} `,
    label: name,
    hint: '',
    person: name,
    looksLike: likenesses.get(name),
  }))
  return options.length === 0
    ? null
    : { kind: 'name', start: before.length - prefix.length, end: before.length, options }
}

function nameAt(before: string, { nicknames, likenesses }: CompletionScene): Completion | null {
  const match = /(?<=^|[\s(])@(?<prefix>[^\s@]*)$/u.exec(before)
  if (!match) return null
  const { prefix = '' } = match.groups ?? {}
  const names = namesLike(prefix, nicknames).map((name) => ({
    text: `@${name} `,
    label: `@${name}`,
    hint: '',
    person: name,
    looksLike: likenesses.get(name),
  }))
  const options = 'room'.startsWith(prefix.toLowerCase()) && prefix !== 'room' ? [...names, everybody()] : names
  return options.length === 0 ? null : { kind: 'name', start: match.index, end: before.length, options }
}

/** Whoever's name stands there in full needs no completion. */
function namesLike(prefix: string, nicknames: readonly string[]): readonly string[] {
  const names = completeName(prefix, nicknames).slice(0, mostNames)
  return names.length === 1 && names[0] === prefix ? [] : names
}

/** A name between two colons is offered alone. */
function emojiAt(before: string, { emoji }: CompletionScene): Completion | null {
  const match = emojiCode.exec(before)
  if (!match || !emoji || isInCode(before)) return null
  const { code = '', end = '' } = match.groups ?? {}
  const found = completeCode(emoji, code, mostEmoji).filter((one) => end === '' || one.code === code.toLowerCase())
  const options = found.map(({ code, unicode, label }) => ({
    text: `${unicode} `,
    label: `:${code}:`,
    hint: label,
    person: null,
    emoji: unicode,
  }))
  return options.length === 0 ? null : { kind: 'emoji', start: match.index, end: before.length, options }
}
