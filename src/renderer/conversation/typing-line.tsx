import type { RoomState } from '../../core/common/room.ts'
import { Phrase } from '../components/phrase.tsx'
import { typingPhrase } from './typing-phrase.ts'

/** Who is writing. Its place is kept while nobody is, so that nothing moves; and it is not read out, since it is no news. */
export function TypingLine({ room }: { room: RoomState }): React.ReactNode {
  const nicknames = room.people
    .filter(({ id }) => room.connection.status !== 'closed' && id !== room.self.personId && room.typing.includes(id))
    .map(({ nickname }) => nickname)
  return (
    <p className="typing-line">
      <Phrase pieces={typingPhrase(nicknames)} />
    </p>
  )
}
