import { assertNever } from '../assert-never.ts'
import { failure, success, type Result } from '../result.ts'
import { readExportFile } from './export-file.ts'
import { wrongUse, type Command, type CommandEntry } from './registry.ts'
import { bareName, nobodyCalled, nobodyCalledExactly, resolvePerson } from './resolve-person.ts'
import { readSearch } from './search-line.ts'

const slowestSeconds = 3600
const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

/** The command with what was written behind its name. The error is a sentence about how to write it. */
export function readArgument(
  entry: CommandEntry,
  written: string,
  nicknames: readonly string[],
): Result<Command, string> {
  const { name } = entry
  const argument = written.trim()
  const mayHaveLines = name === 'me' || name === 'msg'
  if (!mayHaveLines && /[\n\r]/.test(written.trimEnd())) return failure(`/${name} takes one line only.`)
  if (entry.needs !== null && argument === '') return failure(wrongUse(entry))
  switch (name) {
    case 'help':
      return success(argument === '' ? { name } : { name, about: argument.replace(/^\//, '') })
    case 'nick':
      return success({ name, nickname: bareName(argument) })
    case 'me':
      return success({ name, text: argument })
    case 'msg':
      return readMessage(entry, argument, nicknames)
    case 'topic':
      return success({ name, topic: argument === '-' ? '' : argument || null })
    case 'away':
      return success({ name, message: argument || null })
    case 'kick':
    case 'ban': {
      const person = resolvePerson(argument, nicknames)
      if (person === null) return failure(nobodyCalled(argument, nicknames))
      return success({ name, nickname: person.nickname, reason: person.rest || null })
    }
    case 'mute': {
      const nickname = wholeName(argument, nicknames)
      return nickname === null ? failure(nobodyCalledExactly(argument, nicknames)) : success({ name, nickname })
    }
    case 'unban':
    case 'unmute':
      return success({ name, nickname: wholeName(argument, nicknames) ?? bareName(argument) })
    case 'slow':
      return readPace(entry, argument)
    case 'search': {
      const search = readSearch(argument)
      return search.ok ? success({ name, search: search.value }) : search
    }
    case 'export': {
      const target = readExportFile(argument)
      return target.ok ? success({ name, ...target.value }) : target
    }
    case 'who':
    case 'back':
    case 'leave':
    case 'bans':
    case 'close':
      return argument === '' ? success({ name }) : failure(wrongUse(entry))
    default:
      return assertNever(name)
  }
}

function readMessage(entry: CommandEntry, argument: string, nicknames: readonly string[]): Result<Command, string> {
  const person = resolvePerson(argument, nicknames)
  if (person === null) return failure(nobodyCalled(argument, nicknames))
  if (person.rest === '') return failure(wrongUse(entry))
  return success({ name: 'msg', to: person.nickname, text: person.rest })
}

/** Whoever's name is the whole argument: `/mute Anna Belle` must not silence Anna. */
function wholeName(argument: string, nicknames: readonly string[]): string | null {
  const person = resolvePerson(argument, nicknames)
  return person === null || person.rest !== '' ? null : person.nickname
}

/** `10`, `10s`, `1m`, `1h`, `off`. */
function readPace(entry: CommandEntry, argument: string): Result<Command, string> {
  if (argument.toLowerCase() === 'off') return success({ name: 'slow', seconds: 0 })
  const groups = /^(?<number>\d+) ?(?<unit>[smh]?)$/i.exec(argument)?.groups
  if (groups === undefined) return failure(wrongUse(entry))
  const seconds = Number(groups['number']) * (secondsOf[groups['unit']?.toLowerCase() ?? ''] ?? 1)
  if (seconds > slowestSeconds) return failure(`/slow takes an hour at most: /slow ${slowestSeconds}.`)
  return success({ name: 'slow', seconds })
}
