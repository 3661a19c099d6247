import type { AppearancePreferences } from '../core/common/preferences.ts'

/** Gives the conversation its density and its size of type. Light and dark follow the system, which the main process tells. */
export function applyAppearance({ density, textSize }: AppearancePreferences): void {
  const { dataset, style } = document.documentElement
  dataset['density'] = density
  style.setProperty('--text-said', `${textSize}px`)
}
