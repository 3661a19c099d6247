/** Every command of a room: one list for the window, the terminal client and classic clients. */
import { failure, success, type Result } from '../result.ts'
import type { ExportFile } from './export-file.ts'
import { nearest } from './nearest.ts'
import type { SearchLine } from './search-line.ts'

export type Audience = 'window' | 'terminal' | 'classic'

/** Who types: through which kind of program, and whether the room is theirs. */
export interface Speaker {
  readonly audience: Audience
  readonly isHost: boolean
}

export type Command =
  | { readonly name: 'help'; readonly about?: string }
  | { readonly name: 'nick'; readonly nickname: string }
  | { readonly name: 'me'; readonly text: string }
  | { readonly name: 'msg'; readonly to: string; readonly text: string }
  | { readonly name: 'who' }
  /** `null` asks for the topic, an empty one clears it. */
  | { readonly name: 'topic'; readonly topic: string | null }
  /** Without a message it toggles. */
  | { readonly name: 'away'; readonly message: string | null }
  | { readonly name: 'back' }
  | { readonly name: 'search'; readonly search: SearchLine }
  | ({ readonly name: 'export' } & ExportFile)
  | { readonly name: 'leave' }
  | { readonly name: 'kick'; readonly nickname: string; readonly reason: string | null }
  | { readonly name: 'ban'; readonly nickname: string; readonly reason: string | null }
  /** Whoever it is about may be gone: the name is as typed unless somebody here has it. */
  | { readonly name: 'unban'; readonly nickname: string }
  | { readonly name: 'bans' }
  | { readonly name: 'mute'; readonly nickname: string }
  /** Like `unban`. */
  | { readonly name: 'unmute'; readonly nickname: string }
  /** 0 ends it. */
  | { readonly name: 'slow'; readonly seconds: number }
  | { readonly name: 'close' }

export type CommandName = Command['name']

export interface CommandEntry {
  readonly name: CommandName
  /** `/kick name [reason]`: what may be left out is in brackets. */
  readonly usage: string
  readonly summary: string
  readonly example: string
  /** What it cannot do without, in words; `null` if it can be written alone. */
  readonly needs: string | null
  readonly audiences: readonly Audience[]
  readonly hostOnly: boolean
  /** Whether it is of no use to whoever hosts. */
  readonly guestOnly: boolean
  /** Whether the name of somebody in the room comes first. */
  readonly takesName: boolean
}

const everywhere = { audiences: ['window', 'terminal', 'classic'], hostOnly: false, guestOnly: false } as const
/** Classic clients leave by closing their program, and a host by closing the room. */
const forGuestsInSnug = { audiences: ['window', 'terminal'], hostOnly: false, guestOnly: true } as const
/** The window has a dialog and a menu for it; a room that is hosted in a terminal is kept, and has no copy beside it. */
const withACopy = { audiences: ['terminal'], hostOnly: false, guestOnly: true } as const
const forTheHost = { audiences: ['window', 'terminal'], hostOnly: true, guestOnly: false } as const
const aName = { needs: 'a name', takesName: true } as const
const alone = { needs: null, takesName: false } as const

/** In the order in which help and completion show them. */
const table: Readonly<Record<CommandName, Omit<CommandEntry, 'name'>>> = {
  help: {
    usage: '/help [command]',
    summary: 'List the commands, or explain one',
    example: '/help msg',
    ...alone,
    ...everywhere,
  },
  nick: {
    usage: '/nick name',
    summary: 'Change your name',
    example: '/nick alice',
    needs: 'a name',
    takesName: false,
    ...everywhere,
  },
  me: {
    usage: '/me text',
    summary: 'Say what you are doing',
    example: '/me waves',
    needs: 'a text',
    takesName: false,
    ...everywhere,
  },
  msg: {
    usage: '/msg name text',
    summary: 'Say something to one person only',
    example: '/msg alice See you at noon.',
    needs: 'a name and a text',
    takesName: true,
    ...everywhere,
  },
  who: { usage: '/who', summary: 'List who is here', example: '/who', ...alone, ...everywhere },
  topic: {
    usage: '/topic [text]',
    summary: 'Show the topic, or set it; /topic - clears it',
    example: '/topic Lunch on Friday',
    ...alone,
    ...everywhere,
  },
  away: {
    usage: '/away [message]',
    summary: 'Say that you are away, or back again',
    example: '/away Back at two',
    ...alone,
    ...everywhere,
  },
  back: { usage: '/back', summary: 'Say that you are back', example: '/back', ...alone, ...everywhere },
  search: {
    usage: '/search words',
    summary: 'Find what was said, also by from:, in:, after: and before:',
    example: '/search lunch from:alice after:2026-11-01 in:everywhere',
    needs: 'words',
    takesName: false,
    ...withACopy,
  },
  export: {
    usage: '/export file',
    summary: 'Write your copy of the room into a .md or .json file',
    example: '/export room.md',
    needs: 'a file',
    takesName: false,
    ...withACopy,
  },
  leave: { usage: '/leave', summary: 'Leave the room', example: '/leave', ...alone, ...forGuestsInSnug },
  kick: {
    usage: '/kick name [reason]',
    summary: 'Send somebody out, who may come back',
    example: '/kick alice Enough for today',
    ...aName,
    ...forTheHost,
  },
  ban: {
    usage: '/ban name [reason]',
    summary: 'Send somebody out, who may not come back',
    example: '/ban alice Advertising',
    ...aName,
    ...forTheHost,
  },
  unban: {
    usage: '/unban name',
    summary: 'Let somebody come back',
    example: '/unban alice',
    needs: 'a name',
    takesName: false,
    ...forTheHost,
  },
  bans: { usage: '/bans', summary: 'List who may not come back', example: '/bans', ...alone, ...forTheHost },
  mute: {
    usage: '/mute name',
    summary: 'Let somebody read, but not write',
    example: '/mute alice',
    ...aName,
    ...forTheHost,
  },
  unmute: {
    usage: '/unmute name',
    summary: 'Let somebody write again',
    example: '/unmute alice',
    ...aName,
    ...forTheHost,
  },
  slow: {
    usage: '/slow seconds',
    summary: 'Let everybody write once in so many seconds; 0 ends it',
    example: '/slow 10',
    needs: 'a time',
    takesName: false,
    ...forTheHost,
  },
  close: {
    usage: '/close',
    summary: 'Close the room for everybody',
    example: '/close',
    ...alone,
    ...forTheHost,
  },
}

export const commandEntries: readonly CommandEntry[] = (Object.keys(table) as CommandName[]).map((name) =>
  Object.assign({ name }, table[name]),
)

/** The commands that somebody may use. */
export function commandsFor({ audience, isHost }: Speaker): readonly CommandEntry[] {
  return commandEntries.filter(
    (entry) => entry.audiences.includes(audience) && (isHost ? !entry.guestOnly : !entry.hostOnly),
  )
}

/** The command of that name, in any case and without its slash. The error is a sentence with what to do instead. */
export function findCommand(word: string, speaker: Speaker): Result<CommandEntry, string> {
  const name = word.toLowerCase()
  const entry = commandEntries.find((one) => one.name === name)
  const available = commandsFor(speaker)
  if (entry === undefined) {
    const near = nearest(
      name,
      available.map((one) => one.name),
    )
    const advice =
      near === null ? `/help lists those there are; //${word} says it as a text.` : `Did you mean /${near}?`
    return failure(`There is no command /${word}. ${advice}`)
  }
  if (available.includes(entry)) return success(entry)
  if (entry.hostOnly && !speaker.isHost) return failure(`Only the host can do that: /${name}.`)
  if (name === 'leave' && speaker.isHost) return failure('A host leaves by closing the room for everybody: /close.')
  return failure(`There is no command /${name} in this program. /help lists those there are.`)
}

/** What to tell somebody who left out what a command needs. */
export function wrongUse({ name, needs, example }: CommandEntry): string {
  if (needs === null) return `/${name} stands alone: leave out what follows it.`
  return `/${name} needs ${needs}: ${example}${example.endsWith('.') ? '' : '.'}`
}
