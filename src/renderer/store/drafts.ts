/** What was typed and not sent yet, per room. Survives a change of room, a lost connection and a reload. */
import type { NamedPerson, Quote } from '../../core/common/room.ts'
import { nothingComposed, type Composing } from './composing.ts'

/**
 * Nothing composed if there is no draft.
 *
 * @param roomKey what the room is known by: rooms come and go under new ids, and a hosted one with the network under
 * new addresses
 */
export function loadDraft(storage: Pick<Storage, 'getItem'>, roomKey: string): Composing {
  const draft = storage.getItem(textKey(roomKey)) ?? ''
  return { ...nothingComposed, draft, ...parseAddress(storage.getItem(addressKey(roomKey))) }
}

/**
 * An empty draft is forgotten, and so is an edit: the message still has its text.
 *
 * @param roomKey as for {@link loadDraft}
 */
export function saveDraft(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  roomKey: string,
  { draft, replyTo, to }: Composing,
): void {
  save(storage, textKey(roomKey), draft)
  save(storage, addressKey(roomKey), replyTo || to ? JSON.stringify({ replyTo, to }) : '')
}

function textKey(roomKey: string): string {
  return `draft ${roomKey}`
}

/** To whom the draft is, and what it answers. */
function addressKey(roomKey: string): string {
  return `address of ${textKey(roomKey)}`
}

function save(storage: Pick<Storage, 'setItem' | 'removeItem'>, key: string, text: string): void {
  if (text === '') {
    storage.removeItem(key)
    return
  }
  try {
    storage.setItem(key, text)
  } catch {
    // The quota. The text is still on the screen; only a reload would lose it.
  }
}

function parseAddress(json: string | null): Pick<Composing, 'replyTo' | 'to'> {
  if (json === null) return { replyTo: null, to: null }
  try {
    const { replyTo, to } = Object(JSON.parse(json)) as Partial<Record<string, unknown>>
    return {
      replyTo: hasTexts<Quote>(replyTo, 'id', 'nickname', 'excerpt') ? replyTo : null,
      to: hasTexts<NamedPerson>(to, 'personId', 'nickname') ? to : null,
    }
  } catch {
    return { replyTo: null, to: null }
  }
}

function hasTexts<Shape>(value: unknown, ...names: (keyof Shape & string)[]): value is Shape {
  const fields = Object(value) as Partial<Record<string, unknown>>
  return names.every((name) => typeof fields[name] === 'string')
}
