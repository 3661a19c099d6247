import { plainExcerpt } from '../../core/common/plain-excerpt.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { t } from '../language.ts'
import { closeDialog, openDialog } from '../store/actions.ts'
import type { DialogRequest } from '../store/app-store.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

/** As much as words are likely to say. */
const mostLetters = 200

type OpenLinkRequest = Extract<DialogRequest, { kind: 'open-link' }>

/** Asks before a link is followed whose words are not the address that it leads to. */
export function OpenLinkDialog({ request: { href, words, over } }: { request: OpenLinkRequest }): React.ReactNode {
  const close = (): void => {
    if (over) openDialog(over)
    else closeDialog()
  }
  const open = (): void => {
    window.open(href)
    close()
  }
  return (
    <ConfirmDialog
      title={t('openLink.title')}
      keep={t('openLink.keep')}
      submit={t('openLink.submit')}
      onKeep={close}
      onSubmit={open}
      isHarmless
    >
      <p>{t('openLink.words')}</p>
      <blockquote className="modal-quote" dir="auto">
        {plainExcerpt(printable(words), mostLetters)}
      </blockquote>
      <p>{t('openLink.leads')}</p>
      <p className="link-address" dir="ltr">
        {href}
      </p>
    </ConfirmDialog>
  )
}
