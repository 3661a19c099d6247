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
 * (a monitor may be gone), else only a size, and the system chooses the place. No window is larger than its screen.
 *
 * @param workAreas the usable part of each screen; that of the main one first
 */
export function placeOnScreens(
  { bounds }: WindowPlacement,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  const area = bounds && areaOf(bounds, workAreas)
  const { width, height } = sizeWithin(area ?? workAreas[0], bounds ?? defaultSize)
  if (!bounds || !area) return { width, height }
  return {
    x: bounds.width > area.width ? area.x : bounds.x,
    y: bounds.height > area.height ? area.y : bounds.y,
    width,
    height,
  }
}

type Size = Pick<Rectangle, 'width' | 'height'>

/** On a screen that is smaller than the smallest window, the window goes beyond it. */
function sizeWithin(area: Size = { width: Infinity, height: Infinity }, { width, height }: Size): Size {
  return {
    width: Math.max(Math.min(width, area.width), minimumSize.width),
    height: Math.max(Math.min(height, area.height), minimumSize.height),
  }
}

/** The screen with the most of the title bar, if that can be grabbed there. */
function areaOf(bounds: Rectangle, workAreas: readonly Rectangle[]): Rectangle | undefined {
  const { x, y } = bounds
  const width = Math.max(bounds.width, minimumSize.width)
  const overlapX = (area: Rectangle): number => Math.min(x + width, area.x + area.width) - Math.max(x, area.x)
  const overlapY = (area: Rectangle): number =>
    Math.min(y + graspable.height, area.y + area.height) - Math.max(y, area.y)
  return workAreas
    .filter((area) => overlapX(area) >= graspable.width && overlapY(area) >= graspable.height)
    .toSorted((one, other) => overlapX(other) - overlapX(one))[0]
}
