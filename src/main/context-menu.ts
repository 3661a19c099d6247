/** The menu of the right mouse button in text fields and on selected text. */
import { Menu, type BrowserWindow, type ContextMenuParams, type MenuItemConstructorOptions } from 'electron/main'
import type { i18n } from 'i18next'

type Params = Pick<
  ContextMenuParams,
  'isEditable' | 'selectionText' | 'misspelledWord' | 'dictionarySuggestions' | 'editFlags'
>

/** Shows it wherever there is something to do with text. */
export function offerContextMenu(window: BrowserWindow, translator: () => i18n): void {
  const contents = window.webContents
  contents.on('context-menu', (_event, params) => {
    const template = [...spelling(params, contents, translator()), ...editing(params, translator())]
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window })
  })
}

function spelling(
  { misspelledWord, dictionarySuggestions }: Params,
  contents: BrowserWindow['webContents'],
  { t }: i18n,
): MenuItemConstructorOptions[] {
  if (misspelledWord === '') return []
  const suggestions = dictionarySuggestions.map((word) => ({
    label: word,
    click: () => contents.replaceMisspelling(word),
  }))
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: t('menu.noSuggestions'), enabled: false }]),
    { type: 'separator' },
    {
      id: 'learn-spelling',
      label: t('menu.learnSpelling'),
      click: () => void contents.session.addWordToSpellCheckerDictionary(misspelledWord),
    },
    { type: 'separator' },
  ]
}

function editing({ isEditable, selectionText, editFlags }: Params, { t }: i18n): MenuItemConstructorOptions[] {
  const copy = { role: 'copy', label: t('menu.copy'), enabled: editFlags.canCopy } as const
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy]
  return [
    { role: 'cut', label: t('menu.cut'), enabled: editFlags.canCut },
    copy,
    { role: 'paste', label: t('menu.paste'), enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: t('menu.selectAll'), enabled: editFlags.canSelectAll },
  ]
}
