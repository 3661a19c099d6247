import { useTranslation } from 'react-i18next'
import { commandIds, keysFor, writtenKeys } from '../../core/common/shortcuts.ts'
import { Button } from '../components/button.tsx'
import { Modal } from '../components/modal.tsx'
import { isMac } from '../components/use-shortcuts.ts'
import { closeDialog, openDialog } from '../store/actions.ts'
import { useAppStore } from '../store/app-store.ts'

/** Keys that are the same for everybody. */
const fixedKeys = [
  ['send', 'Enter'],
  ['line', 'Shift+Enter'],
  ['edit', '↑'],
  ['messages', '↑ ↓'],
  ['actions', 'Enter'],
  ['commands', '/'],
  ['people', '@'],
  ['emoji', ':'],
  ['match', isMac ? writtenKeys('CmdOrCtrl+G', isMac) : 'F3'],
  ['place', `${writtenKeys('CmdOrCtrl+1', isMac)} – ${writtenKeys('CmdOrCtrl+9', isMac)}`],
  ['unread', writtenKeys('Ctrl+Tab', isMac)],
  ['move', writtenKeys('Alt+Shift+Up', isMac)],
  ['menu', writtenKeys('Shift+F10', isMac)],
  ['larger', writtenKeys('CmdOrCtrl+Plus', isMac)],
  ['smaller', writtenKeys('CmdOrCtrl+-', isMac)],
  ['usualSize', writtenKeys('CmdOrCtrl+0', isMac)],
  ['close', 'Esc'],
] as const

/** All keys at a glance. */
export function ShortcutsSheet(): React.ReactNode {
  const { t } = useTranslation()
  const own = useAppStore((state) => state.preferences.shortcuts)
  const withKeys = commandIds.filter((id) => keysFor(id, own) !== '')
  return (
    <Modal title={t('shortcuts.title')} className="shortcuts" onClose={closeDialog}>
      <div className="shortcuts-lists">
        <dl className="shortcuts-list">
          {withKeys.map((id) => (
            <div key={id}>
              <dt>{t(`shortcuts.commands.${id}`)}</dt>
              <dd>
                <kbd>{writtenKeys(keysFor(id, own), isMac)}</kbd>
              </dd>
            </div>
          ))}
        </dl>
        <h3 className="form-heading">{t('shortcuts.always')}</h3>
        <dl className="shortcuts-list">
          {fixedKeys.map(([name, keys]) => (
            <div key={name}>
              <dt>{t(`shortcuts.fixed.${name}`)}</dt>
              <dd>
                <kbd>{keys}</kbd>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="modal-actions">
        <Button data-first-focus onClick={() => openDialog({ kind: 'settings', section: 'keyboard' })}>
          {t('shortcuts.change')}
        </Button>
      </div>
    </Modal>
  )
}
