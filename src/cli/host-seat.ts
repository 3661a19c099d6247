import { cutToBytes } from '../core/common/byte-cutting.ts'
import { defaultLimits } from '../core/common/limits.ts'
import { hasVisible } from '../core/common/unsafe-text.ts'
import type { RoomEventBody } from '../core/common/room-event.ts'
import type { OutgoingMessage } from '../core/common/room-act.ts'
import { timeOrderedId } from '../core/common/time-ordered-id.ts'
import type { RoomHost } from '../core/node/room-host.ts'
import { type CommandedRoom, takeLine } from './room-commands.ts'
import type { Terminal } from './terminal.ts'

/** The host's own person at the terminal of their room: what is typed there is said, or done. */
export class HostSeat {
  readonly #host: RoomHost
  readonly #terminal: Terminal
  readonly #room: CommandedRoom

  /** @param host with a person of its own */
  constructor(host: RoomHost, terminal: Terminal) {
    this.#host = host
    this.#terminal = terminal
    this.#room = hostedRoom(host)
  }

  /** Whether an event is on the screen already, since it was typed there. */
  isShown(event: RoomEventBody): boolean {
    if (event.type === 'person.changed') return event.person.id === this.#host.people[0]?.id
    return event.type === 'message.added' && event.message.own && this.#terminal.isInteractive
  }

  /** Takes what is typed. Resolves when the person closes the room; the end of what is typed closes nothing. */
  async takeLines(): Promise<void> {
    const { lines } = this.#terminal
    this.#prompt()
    for (let line = await lines.next(); !line.done; line = await lines.next()) {
      if (line.value.trim() !== '' && !this.#take(line.value)) return
      this.#prompt()
    }
    const isOpen = this.#host.addresses.length > 0
    if (isOpen && this.#terminal.isTypedAt)
      this.#terminal.complain('Nothing more can be typed here. Ctrl-C closes the room.')
    await new Promise(() => {})
  }

  #prompt(): void {
    this.#terminal.prompt(`${this.#host.people[0]?.nickname ?? ''}: `)
  }

  /** False if the room is to be closed. */
  #take(line: string): boolean {
    const outcome = takeLine(this.#room, line)
    if (outcome.type === 'told') for (const told of outcome.lines) this.#terminal.complain(told)
    if (outcome.type === 'say') this.#say(outcome.message)
    return outcome.type !== 'leave'
  }

  #say({ text, to, action }: Omit<OutgoingMessage, 'id'>): void {
    const fault = this.#host.say(text, { ...(to && { to: to.personId }), ...(action && { action }) })
    if (fault !== null) this.#terminal.complain(`Not sent: ${text} (${fault})`)
    else this.#terminal.tellParts(cutToBytes(text, defaultLimits.messageBytes).filter(hasVisible).length)
  }
}

function hostedRoom(host: RoomHost): CommandedRoom {
  return {
    speaker: { audience: 'terminal', isHost: true },
    takesCommands: false,
    get people() {
      return host.people
    },
    get description() {
      return host.description
    },
    get bans() {
      return host.bans
    },
    rename: (nickname) => host.perform({ type: 'rename', id: timeOrderedId(), nickname }),
    setTopic: (topic) => host.perform({ type: 'topic', id: timeOrderedId(), topic }),
    setAway: (message) => {
      host.setAway(message)
      return null
    },
    moderate: (moderation) => host.moderate(moderation),
  }
}
