import { AppWindow } from 'lucide-react'
import { useId, useMemo } from 'react'
import { assertNever } from '../../core/common/assert-never.ts'
import type { MessageEntry } from '../../core/common/room.ts'
import { printable, printableLines } from '../../core/common/unsafe-text.ts'
import { useTabIndex } from '../components/reachable.ts'
import { t } from '../language.ts'
import { useAppStore } from '../store/app-store.ts'
import { hidePreview, showPreview } from '../store/preview-actions.ts'
import type { PreviewState, ShownPreview } from '../store/previews.ts'
import { said } from '../view/said.ts'
import { firstLink } from './first-link.ts'

interface LinkPreviewProps {
  roomId: string
  message: MessageEntry
}

/** Offers to show what the first link of a message leads to. Nothing is fetched before somebody asks for it. */
export function LinkPreview({ roomId, message }: LinkPreviewProps): React.ReactNode {
  const { id, text } = message
  const href = useMemo(() => firstLink(printableLines(text)), [text])
  const key = `${roomId} ${id}`
  const asked = useAppStore(({ previews }) => previews[key])
  const noteId = useId()
  const tabIndex = useTabIndex()
  if (href === null) return null
  const current = asked?.href === href ? asked : null
  const isShown = current?.state === 'shown'
  const isRefused = current?.state === 'failed' && current.isFinal
  const hasNote = current === null || current.state === 'loading'
  const note = t('preview.note', { host: new URL(href).host })
  const act = (): void => {
    if (isShown) hidePreview(key)
    else if (current?.state !== 'loading') void showPreview(key, href)
  }
  return (
    <div className="preview">
      {!isRefused && (
        <div className="preview-line">
          {/* One button for all of it, so that the focus stays where it is. */}
          <button
            type="button"
            className="preview-button"
            aria-expanded={isShown}
            aria-disabled={current?.state === 'loading'}
            aria-describedby={hasNote ? noteId : undefined}
            tabIndex={tabIndex}
            onClick={act}
          >
            <AppWindow aria-hidden="true" />
            {labelOf(current)}
          </button>
          {hasNote && (
            <span id={noteId} className="preview-note" title={note}>
              {note}
            </span>
          )}
        </div>
      )}
      <output>
        {isShown && <Card preview={current.preview} />}
        {current?.state === 'failed' && (
          <span className="preview-failure" dir="auto">
            {said(current.reason)}
          </span>
        )}
      </output>
    </div>
  )
}

function labelOf(asked: PreviewState | null): string {
  if (asked === null) return t('preview.show')
  switch (asked.state) {
    case 'loading':
      return t('preview.loading')
    case 'shown':
      return t('preview.hide')
    case 'failed':
      return t('preview.again')
    default:
      return assertNever(asked)
  }
}

/** No link in it: where one goes is what the message says, and not what a page says of itself. */
function Card({ preview }: { preview: ShownPreview }): React.ReactNode {
  const { host, site, title, description, picture } = preview
  return (
    <span className="preview-card">
      {picture && (
        <img
          src={picture.url}
          width={picture.width}
          height={picture.height}
          alt={title === null ? t('preview.picture', { host }) : ''}
        />
      )}
      <span className="preview-site">
        {site !== null && (
          <>
            <bdi>{printable(site)}</bdi> ·{' '}
          </>
        )}
        {host}
      </span>
      {title !== null && (
        <bdi className="preview-title" dir="auto">
          {printable(title)}
        </bdi>
      )}
      {description !== null && (
        <bdi className="preview-description" dir="auto">
          {printable(description)}
        </bdi>
      )}
    </span>
  )
}
