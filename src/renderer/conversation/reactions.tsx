import type { Reaction } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { react } from '../store/message-actions.ts'
import { rememberEmoji } from '../emoji/recent-emoji.ts'
import { isMine, reactionWords } from './reaction-words.ts'
import { numberWords, t } from '../language.ts'

interface ReactionsProps {
  roomId: string
  messageId: string
  reactions: readonly Reaction[]
  selfId: string
  /** Tab stops at them. */
  areReachable: boolean
}

/** The emoji under a message. A click on one joins in, or takes one's own back. */
export function Reactions({ roomId, messageId, reactions, selfId, areReachable }: ReactionsProps): React.ReactNode {
  if (reactions.length === 0) return null
  return (
    <ul className="reactions" aria-label={t('message.reactions')}>
      {reactions.map((reaction) => {
        const mine = isMine(reaction, selfId)
        const who = reactionWords(reaction, selfId)
        const emoji = printable(reaction.emoji)
        return (
          <li key={reaction.emoji}>
            <button
              type="button"
              className="reaction"
              aria-pressed={mine}
              aria-label={t('message.reaction', { emoji, number: reaction.people.length, who })}
              title={who}
              tabIndex={areReachable ? 0 : -1}
              onClick={() => {
                if (!mine) rememberEmoji(localStorage, reaction.emoji)
                react(roomId, messageId, reaction.emoji, !mine)
              }}
            >
              <span className="reaction-emoji" aria-hidden="true">
                {emoji}
              </span>
              <span className="reaction-count" aria-hidden="true">
                {numberWords(reaction.people.length)}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
