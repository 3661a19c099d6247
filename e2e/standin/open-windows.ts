/** Every open window, as the app sees them when it quits. */
export interface OpenWindow {
  /** Closes the window unless a listener prevents it. Resolves when it is gone (true) or stays (false). */
  tryClose(): Promise<boolean>
  focus(): void
}

export const openWindows = new Set<OpenWindow>()
