import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { makeIcons } from '../../scripts/icons.ts'
import { projectRoot } from './electron-builder.ts'

const files = makeIcons()
const committed = (name: string) => readFileSync(path.join(projectRoot, 'build', name))

/** The width and height that a PNG's header names. */
function pngSize(bytes: Buffer): readonly [width: number, height: number] {
  expect(bytes.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n')
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

test.for([...files.keys()])('%s is what the drawing gives: `npm run icons` brings it up to date', (name) => {
  expect(files.get(name)?.equals(committed(name))).toBe(true)
})

test.for([...files.keys()].filter((name) => name.startsWith('icons/')))('%s has the size of its name', (name) => {
  const pixels = Number(/(\d+)x\1/.exec(name)?.[1])
  expect(pngSize(committed(name))).toEqual([pixels, pixels])
})

test('the Windows icon holds bitmaps, and a PNG for the largest size', () => {
  const icon = committed('icon.ico')
  expect([icon.readUInt16LE(0), icon.readUInt16LE(2)]).toEqual([0, 1])
  const entries = Array.from({ length: icon.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index
    const offset = icon.readUInt32LE(at + 12)
    return { pixels: icon.readUInt8(at) || 256, body: icon.subarray(offset, offset + icon.readUInt32LE(at + 8)) }
  })
  expect(entries.map((entry) => entry.pixels)).toEqual([16, 20, 24, 32, 40, 48, 64, 256])
  for (const { pixels, body } of entries) {
    if (pixels === 256) expect(pngSize(body)).toEqual([256, 256])
    else {
      expect([body.readUInt32LE(0), body.readInt32LE(4), body.readInt32LE(8)]).toEqual([40, pixels, pixels * 2])
      expect(body.length).toBe(40 + pixels * pixels * 4 + Math.ceil(pixels / 32) * 4 * pixels)
    }
  }
  expect(entries.reduce((sum, entry) => sum + entry.body.length, 6 + 16 * entries.length)).toBe(icon.length)
})

test('a bitmap is upright and its colours are not darkened at the edges', () => {
  const icon = committed('icon.ico')
  const pixels = 32
  const bitmap = icon.subarray(icon.readUInt32LE(6 + 16 * 3 + 12)).subarray(40)
  const at = (x: number, y: number) => [...bitmap.subarray(((pixels - 1 - y) * pixels + x) * 4).subarray(0, 4)]
  const [topRed = 0, bottomRed = 0] = [at(16, 2)[2], at(16, 30)[2]]
  // The ember is lighter above.
  expect(topRed).toBeGreaterThan(bottomRed)
  const edge = Array.from({ length: pixels }, (_, x) => at(x, 1)).filter(
    ([, , , alpha = 0]) => alpha > 20 && alpha < 235,
  )
  expect(edge.length).toBeGreaterThan(0)
  for (const [, , red = 0] of edge) expect(red).toBeGreaterThan(200)
})

test('the macOS icon holds a PNG of every size', () => {
  const icon = committed('icon.icns')
  expect(icon.toString('latin1', 0, 4)).toBe('icns')
  expect(icon.readUInt32BE(4)).toBe(icon.length)
  const sizes: Record<string, readonly [number, number]> = {}
  for (let at = 8; at < icon.length; at += icon.readUInt32BE(at + 4))
    sizes[icon.toString('latin1', at, at + 4)] = pngSize(icon.subarray(at + 8))
  expect(sizes).toEqual({
    ic07: [128, 128],
    ic08: [256, 256],
    ic09: [512, 512],
    ic10: [1024, 1024],
    ic11: [32, 32],
    ic12: [64, 64],
    ic13: [256, 256],
    ic14: [512, 512],
  })
})
