/** What somebody is writing in one room: to whom, in answer to what, or what they change. Pure. */
import { partnerIn, quoteOf } from '../../core/common/quote.ts'
import type { MessageEntry, NamedPerson, Quote } from '../../core/common/room.ts'

export interface Composing {
  /** What is to be said. Waits below while a message is edited. */
  readonly draft: string
  /** What it answers. */
  readonly replyTo: Quote | null
  /** The person for whom alone it is, and what follows, until that is ended. */
  readonly to: NamedPerson | null
  /** An own message that is being changed. */
  readonly edit: { readonly id: string; readonly before: string; readonly text: string } | null
}

/** What is to be said, as a command may put it: to somebody else, or as something that is done. */
export interface Outgoing {
  readonly text: string
  readonly to?: NamedPerson
  readonly action?: true
}

export const nothingComposed: Composing = { draft: '', replyTo: null, to: null, edit: null }

/** What stands in the input. */
export function textOf({ draft, edit }: Composing): string {
  return edit?.text ?? draft
}

/** The person has changed what stands in the input. */
export function typed(composing: Composing, text: string): Composing {
  const { edit } = composing
  return edit ? { ...composing, edit: { ...edit, text } } : { ...composing, draft: text }
}

/** Answers a message. A direct one is answered to the other person alone. */
export function replyingTo(composing: Composing, message: MessageEntry): Composing {
  return { ...composing, edit: null, replyTo: quoteOf(message), to: partnerIn(message) ?? composing.to }
}

/** Writes to one person alone. An answer to what somebody else said would tell them of it. */
export function writingTo(composing: Composing, { personId, nickname }: NamedPerson): Composing {
  const replyTo = composing.to?.personId === personId ? composing.replyTo : null
  return { ...composing, edit: null, replyTo, to: { personId, nickname } }
}

/** Writes to everybody again. An answer among the two is over as well. */
export function writingToAll(composing: Composing): Composing {
  return { ...composing, replyTo: null, to: null }
}

/** Changes an own message, from what was last asked for on. The draft comes back afterwards. */
export function editing(
  composing: Composing,
  { id, text, pendingChange }: Pick<MessageEntry, 'id' | 'text' | 'pendingChange'>,
): Composing {
  const before = pendingChange?.type === 'edit' ? pendingChange.text : text
  return { ...composing, edit: { id, before, text: before } }
}

/** Ends what was begun last: an edit, else an answer, else writing to one person. The same reference if there is nothing. */
export function stepBack(composing: Composing): Composing {
  if (composing.edit) return { ...composing, edit: null }
  if (composing.replyTo) return { ...composing, replyTo: null }
  return composing.to ? { ...composing, to: null } : composing
}

/** What was to be said is on its way. What follows is for the same person. */
export function sent(composing: Composing): Composing {
  return { ...composing, draft: '', replyTo: null }
}

/** What was on its way was not taken: back it goes, before whatever has been typed meanwhile. */
export function takenBack(composing: Composing, { draft, replyTo, to }: Composing): Composing {
  return { ...composing, replyTo, to, draft: composing.draft === '' ? draft : `${draft}\n${composing.draft}` }
}

/** A command was refused: back it goes likewise. It is to nobody, and answers nothing. */
export function commandBack(composing: Composing, command: string): Composing {
  return takenBack(composing, { ...composing, draft: command })
}
