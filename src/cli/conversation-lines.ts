import { awayLine, plainLines, type PlainMessage, speakerOf } from '../core/common/plain-lines.ts'
import type { Person } from '../core/common/room.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'

/** How many messages are remembered, in case that something becomes of them. */
const mostRemembered = 1000

/** What happens in a room as lines in a terminal, as a tutorial program would print them. */
export class ConversationLines {
  readonly #messages = new Map<string, PlainMessage>()
  /** What the people who are away say about it, by their ids. */
  readonly #away = new Map<string, string>()

  /** The lines of an event: none, one or several. */
  linesOf(event: RoomEventBody): string[] {
    const lines = plainLines(event, (id) => this.#messages.get(id))
    if (event.type === 'person.changed' && this.#away.get(event.person.id) !== event.person.away) {
      lines.push(`* ${awayLine(event.person)}`)
    }
    this.remember(event)
    return lines
  }

  /** Notes what an event tells of a message, without a line. */
  remember(event: RoomEventBody): void {
    if (event.type === 'message.added') this.#note(event.message.id, speakerOf(event.message), event.message.text)
    if (event.type === 'history.loaded') {
      for (const entry of event.entries) {
        if (entry.kind === 'message') this.#note(entry.id, speakerOf(entry), entry.text)
      }
    }
    if (event.type === 'message.edited') {
      const nickname = this.#messages.get(event.id)?.nickname
      if (nickname !== undefined) this.#note(event.id, nickname, event.text)
    }
    if (event.type === 'people.reset') this.#away.clear()
    if (event.type === 'people.reset' || event.type === 'people.added')
      event.people.forEach((person) => this.#notePresence(person))
    if (event.type === 'person.joined' || event.type === 'person.changed') this.#notePresence(event.person)
    if (event.type === 'person.left') this.#away.delete(event.personId)
    if (event.type === 'message.deleted') this.#messages.delete(event.id)
  }

  #notePresence({ id, away }: Person): void {
    if (away === undefined) this.#away.delete(id)
    else this.#away.set(id, away)
  }

  #note(id: string, nickname: string, text: string): void {
    this.#messages.set(id, { nickname, text })
    const [oldest] = this.#messages.keys()
    if (oldest !== undefined && this.#messages.size > mostRemembered) this.#messages.delete(oldest)
  }
}
