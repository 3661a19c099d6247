/** Renders build/*.svg into every icon file that the three systems want. Run it after changing a drawing, and commit both. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Resvg, type RenderedImage } from '@resvg/resvg-js'

const buildFolder = fileURLToPath(new URL('../build/', import.meta.url))

/** The sizes that Linux desktops look for under hicolor. */
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 256]
/** Entry types of a macOS icon and their pixels. The 1x entries of 16 and 32 points have no reliable PNG form; macOS scales. */
const macEntries: readonly (readonly [type: string, pixels: number])[] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]

/** Up to this many pixels the simplified drawing reads better. */
const smallPixels = 24

function render(svg: string, pixels: number): RenderedImage {
  return new Resvg(svg, { fitTo: { mode: 'width', value: pixels }, font: { loadSystemFonts: false } }).render()
}

/**
 * Makes every icon file.
 *
 * The same drawings give the same bytes on every system.
 * @returns each file's bytes by its path under build/
 */
export function makeIcons(): Map<string, Buffer> {
  const full = readFileSync(join(buildFolder, 'icon.svg'), 'utf8')
  const small = readFileSync(join(buildFolder, 'icon-small.svg'), 'utf8')
  // Only macOS wants the wide margin; elsewhere it would make the icon look smaller than its neighbours.
  const tight = full.replace('viewBox="0 0 1024 1024"', 'viewBox="72 72 880 880"')
  const ofSize = (pixels: number) => render(pixels <= smallPixels ? small : tight, pixels)

  const files = new Map<string, Buffer>()
  for (const pixels of linuxSizes) files.set(`icons/${pixels}x${pixels}.png`, ofSize(pixels).asPng())
  files.set('icon.png', render(full, 1024).asPng())
  files.set('icon.ico', windowsIcon(windowsSizes.map(ofSize)))
  files.set('icon.icns', macIcon(macEntries.map(([type, pixels]) => [type, render(full, pixels).asPng()])))
  const unread = '<circle cx="12" cy="4" r="3.4" fill="#b3261e" stroke="#fff6ee" stroke-width="1.2"/></svg>'
  const drawings = { tray: small, 'tray-unread': small.replace('</svg>', unread), unread: unreadDrawing }
  for (const [name, svg] of Object.entries(drawings))
    files.set(`../src/main/icons/${name}.png`, render(svg, 32).asPng())
  return files
}

/** What lies over the button in the taskbar of Windows. */
const unreadDrawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">' +
  '<circle cx="8" cy="8" r="7" fill="#b3261e" stroke="#fff6ee" stroke-width="1.4"/></svg>'

/** The container of a Windows icon: a directory of entries, then the images. */
function windowsIcon(images: readonly RenderedImage[]): Buffer {
  const headerBytes = 6
  const entryBytes = 16
  const directory = Buffer.alloc(headerBytes + entryBytes * images.length)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(images.length, 4)
  // Explorer and older tools read PNG reliably only in the largest entry.
  const bodies = images.map((image) => (image.width === 256 ? image.asPng() : bitmap(image)))
  let offset = directory.length
  for (const [index, image] of images.entries()) {
    const at = headerBytes + entryBytes * index
    const length = bodies[index]?.length ?? 0
    // 256 does not fit in the byte and is written as 0.
    directory.writeUInt8(image.width % 256, at)
    directory.writeUInt8(image.height % 256, at + 1)
    directory.writeUInt16LE(1, at + 4)
    directory.writeUInt16LE(32, at + 6)
    directory.writeUInt32LE(length, at + 8)
    directory.writeUInt32LE(offset, at + 12)
    offset += length
  }
  return Buffer.concat([directory, ...bodies])
}

/** A 32-bit bitmap as icons hold it: header, rows from the bottom up in BGRA, then an empty one-bit mask. */
function bitmap(image: RenderedImage): Buffer {
  const { width, height, pixels } = image
  const headerBytes = 40
  const maskRowBytes = Math.ceil(width / 32) * 4
  const result = Buffer.alloc(headerBytes + width * height * 4 + maskRowBytes * height)
  result.writeUInt32LE(headerBytes, 0)
  result.writeInt32LE(width, 4)
  // The height counts the mask as well.
  result.writeInt32LE(height * 2, 8)
  result.writeUInt16LE(1, 12)
  result.writeUInt16LE(32, 14)
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = ((height - 1 - row) * width + column) * 4
      const to = headerBytes + (row * width + column) * 4
      const alpha = pixels.readUInt8(from + 3)
      // The renderer's colours are multiplied by alpha; a bitmap's are not.
      const colour = (channel: number) =>
        alpha === 0 ? 0 : Math.min(255, Math.round((pixels.readUInt8(from + channel) * 255) / alpha))
      result.set([colour(2), colour(1), colour(0), alpha], to)
    }
  }
  return result
}

/** The container of a macOS icon: a length, then each image behind its type and length. */
function macIcon(entries: readonly (readonly [type: string, png: Buffer])[]): Buffer {
  const headerBytes = 8
  const chunk = (type: string, body: Buffer) => {
    const header = Buffer.alloc(headerBytes)
    header.write(type, 'latin1')
    header.writeUInt32BE(headerBytes + body.length, 4)
    return Buffer.concat([header, body])
  }
  return chunk('icns', Buffer.concat(entries.map(([type, png]) => chunk(type, png))))
}

if (import.meta.main) {
  for (const [path, bytes] of makeIcons()) {
    const file = join(buildFolder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  }
}
