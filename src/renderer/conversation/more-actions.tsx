import { Ellipsis, FileText, Info } from 'lucide-react'
import type { MessageEntry } from '../../core/common/room.ts'
import { MenuButton } from '../components/menu.tsx'
import { t } from '../language.ts'
import { copyText, openDialog } from '../store/actions.ts'
import { asMarkdown } from './copied-messages.ts'

interface MoreActionsProps {
  roomId: string
  message: MessageEntry
  onToggle: (isOpen: boolean) => void
}

/** What is seldom done with a message. */
export function MoreActions({ roomId, message, onToggle }: MoreActionsProps): React.ReactNode {
  return (
    <MenuButton
      className="icon-button"
      aria-label={t('details.more')}
      title={t('details.more')}
      menuLabel={t('details.more')}
      onMenuToggle={onToggle}
      groups={[
        [
          { label: t('details.copyMarkdown'), Icon: FileText, act: () => void copyText(asMarkdown([message])) },
          {
            label: t('details.open'),
            Icon: Info,
            act: () => openDialog({ kind: 'message-details', roomId, messageId: message.id }),
          },
        ],
      ]}
    >
      <Ellipsis aria-hidden="true" />
    </MenuButton>
  )
}
