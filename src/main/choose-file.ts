import { app, dialog, type BrowserWindow } from 'electron/main'
import path from 'node:path'
import type { ExportFormat } from '../core/node/archive/export-room.ts'

const filters: Readonly<Record<ExportFormat, { readonly name: string; readonly extensions: string[] }>> = {
  markdown: { name: 'Markdown', extensions: ['md'] },
  json: { name: 'JSON', extensions: ['json'] },
}

/** Asks the person where to save something; null if they want to save nothing after all. */
export async function chooseFile(
  window: BrowserWindow | null,
  suggestion: string,
  format: ExportFormat,
): Promise<string | null> {
  const options = { defaultPath: path.join(app.getPath('downloads'), suggestion), filters: [filters[format]] }
  const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  return answer.canceled || answer.filePath === '' ? null : answer.filePath
}
