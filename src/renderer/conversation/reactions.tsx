import { reactionsSoon } from '../../core/common/reactions.ts'
import type { MessageEntry } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { useTabIndex } from '../components/reachable.ts'
import { react } from '../store/message-actions.ts'
import { rememberEmoji } from '../emoji/recent-emoji.ts'
import { isMine, reactionWords } from './reaction-words.ts'
import { numberWords, t } from '../language.ts'

interface ReactionsProps {
  roomId: string
  message: MessageEntry
  selfId: string
}

/** The emoji under a message, with one's own that wait. A click on one joins in, or takes one's own back. */
export function Reactions({ roomId, message, selfId }: ReactionsProps): React.ReactNode {
  const tabIndex = useTabIndex()
  const reactions = reactionsSoon(message, { personId: selfId, nickname: '' })
  if (reactions.length === 0) return null
  return (
    <ul className="reactions" aria-label={t('message.reactions')}>
      {reactions.map((reaction) => {
        const mine = isMine(reaction, selfId)
        const who = reactionWords(reaction, selfId)
        const emoji = printable(reaction.emoji)
        const label = t('message.reaction', { emoji, number: reaction.people.length, who })
        const waits = message.pendingReactions?.some((pending) => pending.emoji === reaction.emoji) === true
        return (
          <li key={reaction.emoji}>
            <button
              type="button"
              className={waits ? 'reaction reaction-waiting' : 'reaction'}
              aria-pressed={mine}
              aria-label={waits ? t('message.reactionWaits', { reaction: label }) : label}
              title={waits ? t('message.reactionWaits', { reaction: who }) : who}
              tabIndex={tabIndex}
              onClick={() => {
                if (!mine) rememberEmoji(localStorage, reaction.emoji)
                react(roomId, message.id, reaction.emoji, !mine)
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
