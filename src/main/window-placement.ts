/** Where the window was, and whether that place still exists. Pure. */

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowPlacement {
  /** Absent until the window has been placed once. */
  readonly bounds?: Rectangle | undefined
  readonly maximized: boolean
}

/** Size of the first window, in device-independent pixels. */
export const defaultSize = { width: 1120, height: 760 }

/** Smallest size at which every dialog fits. */
export const minimumSize = { width: 380, height: 520 }

/** How much of the title bar must be on a screen so that a person can grab the window. */
const graspable = { width: 120, height: 40 }

/**
 * The bounds to open the window with: the remembered ones if enough of the title bar is on one of today's screens
 * (a monitor may be gone), else only a size, and the system chooses the place.
 *
 * @param workAreas the usable part of each screen
 */
export function placeOnScreens(
  placement: WindowPlacement,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  const { bounds } = placement
  if (!bounds) return defaultSize
  const width = Math.max(bounds.width, minimumSize.width)
  const height = Math.max(bounds.height, minimumSize.height)
  const titleBar = { x: bounds.x, y: bounds.y, width, height: graspable.height }
  const visible = workAreas.some((area) => {
    const overlapX = Math.min(titleBar.x + titleBar.width, area.x + area.width) - Math.max(titleBar.x, area.x)
    const overlapY = Math.min(titleBar.y + titleBar.height, area.y + area.height) - Math.max(titleBar.y, area.y)
    return overlapX >= graspable.width && overlapY >= graspable.height
  })
  return visible ? { x: bounds.x, y: bounds.y, width, height } : { width, height }
}
