import { useState } from 'react'
import { Phrase } from '../components/phrase.tsx'
import { closeDialog } from '../store/actions.ts'
import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { moderate } from '../store/room-actions.ts'
import { t } from '../language.ts'
import { phrase } from '../view/phrase.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** Asks before somebody is removed from the room. */
export function KickDialog({ roomId, personId }: { roomId: string; personId: string }): React.ReactNode {
  const found = useAppStore((state) => listed(state, roomId)?.room.people.find(({ id }) => id === personId))
  // Whoever leaves in this moment is still the one that the question is about.
  const [person] = useState(found)
  if (!person) return null
  const kick = (): void => {
    closeDialog()
    moderate(roomId, { type: 'kick', personId, reason: '' })
  }
  return (
    <ConfirmDialog title={t('kicking.title')} keep={t('kicking.keep')} submit={t('kicking.submit')} onSubmit={kick}>
      <p>
        <Phrase className="strong" pieces={phrase({ name: person.nickname }, (names) => t('kicking.text', names))} />
      </p>
    </ConfirmDialog>
  )
}
