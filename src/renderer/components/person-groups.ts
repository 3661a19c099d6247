/** A person's menu: the words, icons and deeds of their commands. */
import { Ban, Copy, MessageCircle, Mic, MicOff, Moon, PencilLine, Sun, UserMinus } from 'lucide-react'
import type { Person, RoomState } from '../../core/common/room.ts'
import { copyText, openDialog } from '../store/actions.ts'
import { writeTo } from '../store/composer-actions.ts'
import { comeBack, moderate } from '../store/room-actions.ts'
import type { MenuEntry, MenuGroups } from './menu.tsx'
import { ownCommands, personCommands, type PersonCommand } from './person-menu.ts'
import { t } from '../language.ts'

export function personGroups(room: RoomState, person: Person): MenuGroups {
  return personCommands(room, person).map((commands) => commands.map((command) => entryOf(command, room, person)))
}

/** What the person at this window can do about themselves. */
export function ownGroups(room: RoomState, self: Person): MenuGroups {
  const commands = ownCommands(room, self)
  return commands.length === 0 ? [] : [commands.map((command) => entryOf(command, room, self))]
}

function entryOf(command: PersonCommand, { id: roomId }: RoomState, { id: personId, nickname }: Person): MenuEntry {
  switch (command) {
    case 'message':
      return { label: t('people.message'), Icon: MessageCircle, act: () => writeTo(roomId, { personId, nickname }) }
    case 'copy-name':
      return { label: t('people.copyName'), Icon: Copy, act: () => void copyText(nickname) }
    case 'rename':
      return { label: t('people.rename'), Icon: PencilLine, act: () => openDialog({ kind: 'rename', roomId }) }
    case 'away':
      return { label: t('people.setAway'), Icon: Moon, act: () => openDialog({ kind: 'away' }) }
    case 'back':
      return { label: t('people.back'), Icon: Sun, act: () => void comeBack() }
    case 'mute':
      return {
        label: t('people.mute'),
        Icon: MicOff,
        act: () => moderate(roomId, { type: 'mute', personId, reason: '' }),
      }
    case 'unmute':
      return {
        label: t('people.unmute'),
        Icon: Mic,
        act: () => moderate(roomId, { type: 'unmute', personId, reason: '' }),
      }
    case 'kick':
      return {
        label: t('people.kick'),
        Icon: UserMinus,
        isGrave: true,
        act: () => openDialog({ kind: 'kick', roomId, personId }),
      }
    case 'ban':
      return {
        label: t('people.ban'),
        Icon: Ban,
        isGrave: true,
        act: () => openDialog({ kind: 'ban', roomId, personId }),
      }
  }
}
