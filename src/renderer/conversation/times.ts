/** The times of this window, in the conventions of its reader. */
import { createTimeFormat, displayLocale } from '../view/time.ts'

export const timeFormat = createTimeFormat(displayLocale(navigator.language))
