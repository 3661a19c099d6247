import { MessageSquareLock, Pencil, Reply, Trash2, X } from 'lucide-react'
import { assertNever } from '../../core/common/assert-never.ts'
import type { MessageEntry, RoomState } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { IconButton } from '../components/button.tsx'
import { CopyButton } from '../components/copy-button.tsx'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { editMessage, replyTo, writeTo } from '../store/composer-actions.ts'
import { askToDelete, discardMessage } from '../store/message-actions.ts'
import { MoreActions } from './more-actions.tsx'
import { moveByArrows } from './arrow-keys.ts'
import { offeredActions, recipient, type MessageAction } from './offered-actions.ts'
import { isMine } from './reaction-words.ts'
import { ReactionPicker } from './reaction-picker.tsx'
import { t } from '../language.ts'

interface MessageActionsProps {
  roomId: string
  message: MessageEntry
  /** The choice of emoji is open, or closed again. */
  onPicking: (isPicking: boolean) => void
}

/** What can be done with a message, as a small bar over its corner. There only while the message is in use. */
export function MessageActions({ roomId, message, onPicking }: MessageActionsProps): React.ReactNode {
  const room = useAppStore((state) => listed(state, roomId)?.room)
  const actions = room ? offeredActions(message, room) : []
  if (!room || actions.length === 0) return null
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- Its buttons take the focus.
    <div
      className="message-actions"
      role="toolbar"
      aria-label={t('message.actions')}
      onKeyDown={(event) => moveByArrows(event)}
    >
      {actions.map((action) => (
        <ActionButton key={action} action={action} room={room} message={message} onPicking={onPicking} />
      ))}
    </div>
  )
}

interface ActionButtonProps {
  action: MessageAction
  room: RoomState
  message: MessageEntry
  onPicking: (isPicking: boolean) => void
}

function ActionButton({ action, room, message, onPicking }: ActionButtonProps): React.ReactNode {
  switch (action) {
    case 'react': {
      const own = (message.reactions ?? []).filter((reaction) => isMine(reaction, room.self.personId))
      return (
        <ReactionPicker
          roomId={room.id}
          messageId={message.id}
          own={own.map(({ emoji }) => emoji)}
          onToggle={onPicking}
        />
      )
    }
    case 'reply':
      return (
        <IconButton label={t('message.reply')} onClick={() => replyTo(room.id, message)}>
          <Reply aria-hidden="true" />
        </IconButton>
      )
    case 'message':
      return <DirectButton room={room} message={message} />
    case 'copy':
      return <CopyButton text={message.text} label={t('message.copy')} title={t('message.copy')} />
    case 'more':
      return <MoreActions roomId={room.id} message={message} onToggle={onPicking} />
    case 'edit':
      return (
        <IconButton label={t('message.edit')} onClick={() => editMessage(room.id, message)}>
          <Pencil aria-hidden="true" />
        </IconButton>
      )
    case 'delete':
      return (
        <IconButton
          label={t('message.takeBack')}
          className="action-danger"
          onClick={() => askToDelete(room.id, message.id)}
        >
          <Trash2 aria-hidden="true" />
        </IconButton>
      )
    case 'discard':
      return (
        <IconButton
          label={t('message.discard')}
          className="action-danger"
          onClick={() => discardMessage(room.id, message.id)}
        >
          <X aria-hidden="true" />
        </IconButton>
      )
    default:
      return assertNever(action)
  }
}

function DirectButton({ room, message }: { room: RoomState; message: MessageEntry }): React.ReactNode {
  const person = recipient(message, room)
  if (!person) return null
  return (
    <IconButton
      label={t('message.writeTo', { name: printable(person.nickname) })}
      onClick={() => writeTo(room.id, person)}
    >
      <MessageSquareLock aria-hidden="true" />
    </IconButton>
  )
}
