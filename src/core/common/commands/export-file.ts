import { failure, success, type Result } from '../result.ts'

export interface ExportFile {
  /** As it was typed. */
  readonly file: string
  readonly format: 'markdown' | 'json'
}

/** The file that a room is to be written into: how its name ends says what it is to be. The error is a sentence. */
export function readExportFile(file: string): Result<ExportFile, string> {
  const ending = /[^/\\]\.(?<ending>md|json)$/iu.exec(file)?.groups?.['ending']?.toLowerCase()
  if (ending === undefined) return failure('/export writes Markdown or JSON: end the file with .md or .json.')
  return success({ file, format: ending === 'md' ? 'markdown' : 'json' })
}
