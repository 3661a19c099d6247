import { printable } from '../../core/common/unsafe-text.ts'

/** A name that somebody else chose: on one line, and unable to turn around the text beside it. */
export function Name({ children, className }: { children: string; className?: string }): React.ReactNode {
  return <bdi className={className}>{printable(children)}</bdi>
}
