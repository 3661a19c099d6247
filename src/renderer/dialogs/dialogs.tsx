import { lazy, Suspense, useEffect } from 'react'
import { assertNever } from '../../core/common/assert-never.ts'
import { useAppStore } from '../store/app-store.ts'
import { AwayDialog } from './away-dialog.tsx'
import { BanDialog } from './ban-dialog.tsx'
import { CatchUpDialog } from './catch-up-dialog.tsx'
import { CloseRoomDialog } from './close-room-dialog.tsx'
import { DeleteMessageDialog } from './delete-message-dialog.tsx'
import { DoctorDialog } from './doctor-dialog.tsx'
import { ForgetRoomDialog } from './forget-room-dialog.tsx'
import { HostDialog } from './host-dialog.tsx'
import { JoinDialog } from './join-dialog.tsx'
import { KickDialog } from './kick-dialog.tsx'
import { LeaveRoomDialog } from './leave-room-dialog.tsx'
import { LongTextDialog } from './long-text-dialog.tsx'
import { OpenLinkDialog } from './open-link-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { RoomSettingsDialog } from './room-settings-dialog.tsx'
import { SearchDialog } from './search-dialog.tsx'
import { Switcher } from '../switcher/switcher.tsx'
import { TopicDialog } from './topic-dialog.tsx'

// Seldom wanted: not worth a part of the first bundle. (The switcher is: whoever opens it types at once.)
const loadSettings = () => import('../settings/settings-dialog.tsx')
const Settings = lazy(async () => ({ default: (await loadSettings()).SettingsDialog }))
const ShortcutsSheet = lazy(async () => ({ default: (await import('../settings/shortcuts-sheet.tsx')).ShortcutsSheet }))
const MessageDetails = lazy(async () => ({
  default: (await import('./message-details-dialog.tsx')).MessageDetailsDialog,
}))
const Arrivals = lazy(async () => ({ default: (await import('./arrivals-dialog.tsx')).ArrivalsDialog }))
const About = lazy(async () => ({ default: (await import('../settings/about-dialog.tsx')).AboutDialog }))

/** The dialog that is open, if one is. */
export function Dialogs(): React.ReactNode {
  useEffect(() => {
    // As soon as there is time: keys that are pressed while it loads would go to what lies behind it.
    const idle = requestIdleCallback(() => void loadSettings())
    return () => cancelIdleCallback(idle)
  }, [])
  return (
    <Suspense>
      <OpenDialog />
    </Suspense>
  )
}

function OpenDialog(): React.ReactNode {
  const dialog = useAppStore((state) => state.dialog)
  const dialogsOpened = useAppStore((state) => state.dialogsOpened)
  if (!dialog) return null
  switch (dialog.kind) {
    case 'host':
      return <HostDialog key={dialogsOpened} error={dialog.error ?? null} before={dialog.before} />
    case 'join':
      return <JoinDialog key={dialogsOpened} request={dialog} />
    case 'doctor':
      return <DoctorDialog key={dialogsOpened} request={dialog} />
    case 'close-room':
      return <CloseRoomDialog roomId={dialog.roomId} />
    case 'leave-room':
      return <LeaveRoomDialog roomId={dialog.roomId} />
    case 'message-details':
      return <MessageDetails roomId={dialog.roomId} messageId={dialog.messageId} />
    case 'delete-message':
      return <DeleteMessageDialog roomId={dialog.roomId} messageId={dialog.messageId} />
    case 'long-text':
      return <LongTextDialog request={dialog} />
    case 'topic':
      return <TopicDialog key={dialogsOpened} roomId={dialog.roomId} />
    case 'rename':
      return <RenameDialog key={dialogsOpened} roomId={dialog.roomId} />
    case 'away':
      return <AwayDialog key={dialogsOpened} />
    case 'kick':
      return <KickDialog key={dialogsOpened} roomId={dialog.roomId} personId={dialog.personId} />
    case 'forget-room':
      return <ForgetRoomDialog known={dialog.known} />
    case 'ban':
      return <BanDialog key={dialogsOpened} roomId={dialog.roomId} personId={dialog.personId} />
    case 'room-settings':
      return <RoomSettingsDialog key={dialogsOpened} roomId={dialog.roomId} startsAt={dialog.startsAt} />
    case 'arrivals':
      return <Arrivals roomId={dialog.roomId} />
    case 'catch-up':
      return <CatchUpDialog />
    case 'settings':
      return <Settings section={dialog.section} field={dialog.field} />
    case 'switcher':
      return <Switcher key={dialogsOpened} />
    case 'shortcuts':
      return <ShortcutsSheet />
    case 'about':
      return <About />
    case 'open-link':
      return <OpenLinkDialog request={dialog} />
    case 'search':
      return <SearchDialog key={dialogsOpened} />
    default:
      return assertNever(dialog)
  }
}
