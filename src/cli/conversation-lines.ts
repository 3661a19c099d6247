import { joinedPhrase, leftPhrase } from '../core/common/classic/phrases.ts'
import type { RoomEventBody } from '../core/common/room.ts'

/** What an event looks like in a terminal: none, one or several lines, as a tutorial program would print them. */
export function conversationLines(event: RoomEventBody): string[] {
  if (event.type === 'message.added') {
    const { author, text } = event.message
    return text.split('\n').map((line) => `${author.nickname}: ${line}`)
  }
  if (event.type === 'notice.added') return [event.notice.text]
  if ((event.type !== 'person.joined' && event.type !== 'person.left') || !event.entry) return []
  const { change, nickname } = event.entry
  return [change === 'joined' ? joinedPhrase(nickname) : leftPhrase(nickname)]
}
