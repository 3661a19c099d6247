/** What was typed and not sent yet, per room. Survives a change of room, a lost connection and a reload. */
import type { NamedPerson, Quote, RoomState } from '../../core/common/room.ts'
import { nothingComposed, type Composing } from './composing.ts'

const prefix = 'draft '
/** To whom the draft is, and what it answers. */
const addressPrefix = 'address of '

/** Rooms come and go under new ids; the address is what stays. */
export function draftKey(room: Pick<RoomState, 'role' | 'addresses' | 'name'>): string {
  return `${prefix}${room.role.kind} ${room.addresses[0] ?? room.name}`
}

/** Nothing composed if there is no draft. */
export function loadDraft(storage: Pick<Storage, 'getItem'>, key: string): Composing {
  const draft = storage.getItem(key) ?? ''
  return { ...nothingComposed, draft, ...parseAddress(storage.getItem(`${addressPrefix}${key}`)) }
}

/** An empty draft is forgotten, and so is an edit: the message still has its text. */
export function saveDraft(
  storage: Pick<Storage, 'setItem' | 'removeItem'>,
  key: string,
  { draft, replyTo, to }: Composing,
): void {
  save(storage, key, draft)
  save(storage, `${addressPrefix}${key}`, replyTo || to ? JSON.stringify({ replyTo, to }) : '')
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
