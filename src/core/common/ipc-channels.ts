/** The two lines between the window and the main process. Kept apart from the schemas, so that the preload stays small. */
export const requestChannel = 'snug:request'
export const eventChannel = 'snug:event'
