import type { Clipboard } from 'electron/main'
import type { PartOf } from './part-of.ts'
import { headless } from './running-chromium.ts'
import { webContents } from './web-contents.ts'

let copied = ''

/** The app's own memory; with a display, what is written reaches the system's clipboard too, by way of a page. */
export const clipboard = {
  readText: async (): Promise<string> => copied,
  async writeText(text: string): Promise<void> {
    copied = text
    if (!headless) await copyInPage(text)
  },
  clear(): void {
    copied = ''
  },
} satisfies PartOf<Clipboard>

/** Copies as a key press would, since a page may not use the clipboard without being asked. */
async function copyInPage(text: string): Promise<void> {
  const copy = (text: string): void => {
    const fill = (event: ClipboardEvent): void => {
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    // Not only when something is selected.
    addEventListener('beforecopy', (event) => event.preventDefault(), { capture: true, once: true })
    addEventListener('copy', fill, { capture: true, once: true })
    document.execCommand('copy')
  }
  const [contents] = webContents.getAllWebContents()
  await contents?.executeJavaScript(`(${copy.toString()})(${JSON.stringify(text)})`)
}
