/** What Snug's own parts say in English, in the language of the window. */
import english from '../../core/common/languages/en.json'
import { sentenceFinder, type SentenceFinder } from '../../core/common/languages/known-sentences.ts'
import { sourceLanguage } from '../../core/common/languages/translator.ts'
import { t, translator } from '../language.ts'

type SentenceKey = keyof typeof english.sentences

let finder: SentenceFinder<SentenceKey> | null = null

/**
 * A text of the core or of a host, such as the message of an error. What is not known stays as it is: English, or what
 * somebody wrote themselves.
 */
export function said(text: string): string {
  if (translator.language === sourceLanguage) return text
  finder ??= sentenceFinder(english.sentences)
  const known = finder(text)
  if (!known) return text
  return known.map(({ key, values }) => t(`sentences.${key}`, { ...values, ...nested(values) })).join(' ')
}

/** Why something was not changed is itself such a text. */
function nested({ reason }: Readonly<Record<string, string>>): { reason?: string } {
  return reason === undefined ? {} : { reason: said(reason) }
}
