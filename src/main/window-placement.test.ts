import { describe, expect, test } from 'vitest'
import { defaultSize, minimumSize, placeOnScreens, type Rectangle } from './window-placement.ts'

const laptop = { x: 0, y: 0, width: 1440, height: 860 }
const monitorOnTheLeft = { x: -1920, y: 0, width: 1920, height: 1040 }

describe('placeOnScreens', () => {
  test('a first start has only a size', () => {
    expect(placeOnScreens({ maximized: false }, [laptop])).toEqual(defaultSize)
  })

  test('a window returns to where it was, also on a screen with negative coordinates', () => {
    const bounds = { x: -1800, y: 50, width: 900, height: 700 }
    expect(placeOnScreens({ bounds, maximized: false }, [laptop, monitorOnTheLeft])).toEqual(bounds)
  })

  test('a window on a monitor that is gone keeps its size but not its place', () => {
    const bounds = { x: -1800, y: 50, width: 900, height: 700 }
    expect(placeOnScreens({ bounds, maximized: false }, [laptop])).toEqual({ width: 900, height: 700 })
  })

  test('a window whose title bar is above the screen cannot be grabbed', () => {
    const bounds = { x: 100, y: -300, width: 900, height: 700 }
    expect(placeOnScreens({ bounds, maximized: false }, [laptop])).toEqual({ width: 900, height: 700 })
  })

  test('a sliver at the edge is not enough', () => {
    const bounds = { x: 1400, y: 100, width: 900, height: 700 }
    expect(placeOnScreens({ bounds, maximized: false }, [laptop])).toEqual({ width: 900, height: 700 })
  })

  test('a window that was larger than the screen fills it, with its close button on it', () => {
    const small = { x: 0, y: 20, width: 1366, height: 728 }
    const place = (bounds: Rectangle): unknown => placeOnScreens({ bounds, maximized: false }, [small])
    expect(place({ x: 100, y: 50, width: 3800, height: 2000 })).toEqual(small)
    expect(place({ x: 60, y: 50, width: 900, height: 2000 })).toEqual({ x: 60, y: 20, width: 900, height: 728 })
    expect(place({ x: 5000, y: 50, width: 3800, height: 700 })).toEqual({ width: 1366, height: 700 })
  })

  test('the screen that counts is the one with the title bar on it, most of it', () => {
    const bounds = { x: -1500, y: 0, width: 1700, height: 1000 }
    expect(placeOnScreens({ bounds, maximized: false }, [laptop, monitorOnTheLeft])).toEqual(bounds)
  })

  test('a first window is no larger than the screen, nor smaller than can be used', () => {
    expect(placeOnScreens({ maximized: false }, [{ x: 0, y: 0, width: 1024, height: 300 }])).toEqual({
      width: 1024,
      height: minimumSize.height,
    })
  })

  test('a size below the minimum is raised', () => {
    const bounds = { x: 10, y: 10, width: 20, height: 20 }
    expect(placeOnScreens({ bounds, maximized: false }, [laptop])).toEqual({ x: 10, y: 10, ...minimumSize })
  })
})
