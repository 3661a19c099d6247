import type { Dialog } from 'electron/main'
import type { PartOf } from './part-of.ts'

/** There are no native dialogs in Chromium: whoever is asked is told so, and has chosen nothing. */
export const dialog = {
  showMessageBox: async () => {
    console.error('Chromium stands in for Electron here, and cannot show a message of the system.')
    return { response: 0, checkboxChecked: false }
  },
  showSaveDialog: async () => {
    console.error('Chromium stands in for Electron here, and cannot ask where to save a file.')
    return { canceled: true, filePath: '' }
  },
} satisfies PartOf<Dialog>
