import { Fragment, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { AppNotes } from './components/app-notes.tsx'
import { Shell } from './components/shell.tsx'
import { useKeptFocus } from './components/use-kept-focus.ts'
import { useRoomShortcuts } from './components/use-room-shortcuts.ts'
import { useShortcuts } from './components/use-shortcuts.ts'
import { Dialogs } from './dialogs/dialogs.tsx'
import { listed, totalUnread } from './store/app-data.ts'
import { useAppStore } from './store/app-store.ts'
import { windowTitle } from './view/words.ts'
import { Welcome } from './welcome/welcome.tsx'

export function App(): React.ReactNode {
  const status = useAppStore((state) => state.status)
  const isEmpty = useAppStore((state) => state.rooms.length === 0)
  const title = useAppStore((state) =>
    windowTitle(listed(state, state.activeRoomId)?.room.name ?? null, totalUnread(state)),
  )
  useEffect(() => {
    document.title = title
  }, [title])
  useShortcuts()
  useKeptFocus()
  useRoomShortcuts()
  const { i18n } = useTranslation()

  return (
    <>
      {/* In another language, everything is said anew; but the dialog in which that was chosen stays open. */}
      <Fragment key={i18n.language}>
        {status === 'ready' && !isEmpty ? (
          <Shell />
        ) : (
          <>
            <AppNotes />
            {status === 'ready' && <Welcome />}
          </>
        )}
      </Fragment>
      {status === 'ready' && <Dialogs />}
    </>
  )
}
