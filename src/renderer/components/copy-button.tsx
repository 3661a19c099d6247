import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { copyText } from '../store/actions.ts'
import { Button, IconButton } from './button.tsx'
import { useTabIndex } from './reachable.ts'
import { t } from '../language.ts'

/** How long the button says that it has copied, in milliseconds. */
const feedbackMs = 2000

interface CopyButtonProps {
  text: string
  /** What it is for, to a screen reader; and while the pointer is over it. An address, unless said otherwise. */
  label?: string
  title?: string
  /** With words on it, where there is room for them. */
  withWords?: boolean
}

/** Copies a text, and says so. */
export function CopyButton(props: CopyButtonProps): React.ReactNode {
  const { text, label = t('common.copyThis', { text }), title = t('common.copyAddress'), withWords = false } = props
  const [copied, setCopied] = useState(0)
  const tabIndex = useTabIndex()
  useEffect(() => {
    if (copied === 0) return undefined
    const timer = setTimeout(() => setCopied(0), feedbackMs)
    return () => clearTimeout(timer)
  }, [copied])

  const copy = async (): Promise<void> => {
    if (await copyText(text)) setCopied((times) => times + 1)
  }
  const icon = copied > 0 ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />
  const status = <output className="visually-hidden">{copied > 0 ? t('common.copied') : ''}</output>
  return withWords ? (
    <Button className="copy-button" onClick={() => void copy()}>
      {icon}
      <span aria-hidden={copied > 0}>{copied > 0 ? t('common.copied') : t('common.copy')}</span>
      {status}
    </Button>
  ) : (
    <>
      <IconButton
        label={label}
        tabIndex={tabIndex}
        title={copied > 0 ? t('common.copied') : title}
        onClick={() => void copy()}
      >
        {icon}
      </IconButton>
      {status}
    </>
  )
}
