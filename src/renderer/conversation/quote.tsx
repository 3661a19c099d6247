import type { Quote } from '../../core/common/room.ts'
import { printable } from '../../core/common/unsafe-text.ts'
import { Name } from '../components/name.tsx'
import { useTabIndex } from '../components/reachable.ts'
import { t } from '../language.ts'
import { showMessage } from '../store/actions.ts'

interface QuoteBlockProps {
  roomId: string
  quote: Quote
}

/** What a message answers, in one line. Leads there. */
export function QuoteBlock({ roomId, quote }: QuoteBlockProps): React.ReactNode {
  const tabIndex = useTabIndex()
  const { id, nickname, excerpt } = quote
  return (
    <button
      type="button"
      className="quote"
      tabIndex={tabIndex}
      title={t('message.showQuoted')}
      onClick={() => showMessage(roomId, id)}
    >
      <span className="visually-hidden">{t('message.answers')} </span>
      <Name className="quote-author">{nickname}</Name>
      <QuotedText excerpt={excerpt} />
    </button>
  )
}

/** The beginning of a message, or that it is gone. */
export function QuotedText({ excerpt }: Pick<Quote, 'excerpt'>): React.ReactNode {
  return excerpt === '' ? (
    <span className="quote-text quote-gone">{t('message.quoteGone')}</span>
  ) : (
    <bdi className="quote-text">{printable(excerpt)}</bdi>
  )
}
