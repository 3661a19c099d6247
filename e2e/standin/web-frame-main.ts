import { EventEmitter } from 'node:events'
import type { WebFrameMain as ElectronWebFrameMain } from 'electron/main'
import type { PartOf } from './part-of.ts'

/** The top frame of a page, the only one that has a preload and can send. One object for the life of the page. */
export class WebFrameMain extends EventEmitter {
  url = ''
  readonly parent = null
  readonly frames = []
  readonly frameTreeNodeId = 1
  readonly processId = 1
  readonly routingId = 1
  readonly send: (channel: string, ...args: unknown[]) => void

  constructor(send: (channel: string, ...args: unknown[]) => void) {
    super()
    this.send = send
  }

  get top(): this {
    return this
  }
  get origin(): string {
    return originOf(this.url)
  }
}

/** The origin of an address as Electron says it: `app://snug`, `https://example.com`; empty before the first page. */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return ''
  const { origin, protocol, host } = new URL(url)
  // Node knows no origin of a custom scheme.
  return origin === 'null' ? `${protocol}//${host}` : origin
}

WebFrameMain.prototype satisfies PartOf<ElectronWebFrameMain, 'top' | 'frames'>
