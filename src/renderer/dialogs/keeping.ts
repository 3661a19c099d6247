/** How much of a conversation is kept, as it is typed. Pure. */
import type { HostedBefore } from '../../core/common/ipc-contract.ts'
import { defaultRetention, mostKeptDays, mostKeptMessages } from '../../core/common/native/retention.ts'
import { failure, success, type Result } from '../../core/common/result.ts'
import type { FormFault } from '../components/text-field.tsx'
import { t } from '../language.ts'

export interface TypedKeeping {
  readonly messages: string
  readonly days: string
}

export const defaultKeeping: TypedKeeping = {
  messages: String(defaultRetention.messages),
  days: String(defaultRetention.days),
}

/** Whether, how much and how safely a conversation is kept. */
export interface KeptChoice {
  readonly keep: boolean
  readonly keeping: TypedKeeping
  readonly everyMessageToDisk: boolean
}

/** What a room that is hosted again kept before, or else what is usual. */
export function keptAs(before: HostedBefore | undefined): KeptChoice {
  if (!before) return { keep: true, keeping: defaultKeeping, everyMessageToDisk: false }
  const { keep, retention, everyMessageToDisk } = before
  return { keep, keeping: { messages: String(retention.messages), days: String(retention.days) }, everyMessageToDisk }
}

/** Where nothing is kept, nothing that was typed about it matters. */
export const keptNothing: KeptChoice = { keep: false, keeping: defaultKeeping, everyMessageToDisk: false }

const bounds = {
  messages: { most: mostKeptMessages, say: 'keeping.chooseMessages' },
  days: { most: mostKeptDays, say: 'keeping.chooseDays' },
} as const

/** Both numbers, or what is wrong with the first that is none. `10,000` and `10 000` are ten thousand. */
export function parseKeeping(typed: TypedKeeping): Result<{ messages: number; days: number }, FormFault> {
  const messages = parse('messages', typed.messages)
  if (!messages.ok) return messages
  const days = parse('days', typed.days)
  if (!days.ok) return days
  return success({ messages: messages.value, days: days.value })
}

function parse(field: keyof typeof bounds, typed: string): Result<number, FormFault> {
  const { most, say } = bounds[field]
  const digits = typed.trim().replaceAll(/(?<=\d)[,.\s](?=\d{3}(?!\d))/gu, '')
  const number = /^\d+$/u.test(digits) ? Number(digits) : 0
  if (number >= 1 && number <= most) return success(number)
  return failure({ field, message: t(say, { most }) })
}
