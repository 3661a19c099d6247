import { nativeTheme } from 'electron/main'
import type { AppearancePreferences } from '../core/common/preferences.ts'

/** Lets the window, its menus and its dialogs be light or dark as the person wants them. */
export function applyTheme({ theme }: AppearancePreferences): void {
  if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme
}
