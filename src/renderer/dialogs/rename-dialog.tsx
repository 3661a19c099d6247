import { listed } from '../store/app-data.ts'
import { useAppStore } from '../store/app-store.ts'
import { rename } from '../store/room-actions.ts'
import { t } from '../language.ts'
import { TextDialog } from './text-dialog.tsx'

export function RenameDialog({ roomId }: { roomId: string }): React.ReactNode {
  return (
    <TextDialog
      title={t('renaming.title')}
      label={t('common.yourName')}
      field="nickname"
      initial={useAppStore((state) => listed(state, roomId)?.room.self.nickname ?? '')}
      hint={t('renaming.hint')}
      submit={t('renaming.submit')}
      doing={t('renaming.doing')}
      send={(nickname) => rename(roomId, nickname)}
    />
  )
}
