import type { createBridge } from './bridge.ts'
import type { createCloneCodec } from './clone.ts'

/** What the isolated world tells the main process. */
export type FromPage =
  | { readonly type: 'hello' }
  | { readonly type: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: 'invoke'; readonly id: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: 'open'; readonly url: string; readonly frameName: string; readonly features: string }
  /** A link to an address that only another program can open. */
  | { readonly type: 'leave'; readonly url: string }
  | { readonly type: 'title'; readonly title: string }
  | { readonly type: 'dark'; readonly dark: boolean }
  | { readonly type: 'resized' }
  | { readonly type: 'focus'; readonly focused: boolean }

/** What the main process tells the isolated world. */
export type ToPage =
  | { readonly type: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly type: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly message: string }

export interface IsolatedWorld {
  readonly token: string
  readonly bridge: typeof createBridge
  readonly codec: typeof createCloneCodec
  /** What the preload sees as `process`. */
  readonly process: object
  readonly preload: (require: (name: string) => unknown, module: object, exports: object, process: object) => void
}

/**
 * Runs in the page's isolated world: gives the preload its `electron/renderer`, and reports to the main process what
 * Electron would see by itself. Self-contained, sent as source.
 */
export function isolatedWorld({ token, bridge, codec, process, preload }: IsolatedWorld): void {
  if (window !== window.top) return
  type Listener = (...args: unknown[]) => void
  const { encode, decode } = codec()
  const binding = Reflect.get(globalThis, token) as (text: string) => void
  const post = (message: FromPage): void => binding(encode(message))

  const listeners = new Map<string, Listener[]>()
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0
  const ipcRenderer = {
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    off(channel: string, listener: Listener) {
      const kept = [...(listeners.get(channel) ?? [])]
      const index = kept.lastIndexOf(listener)
      if (index >= 0) kept.splice(index, 1)
      listeners.set(channel, kept)
      return ipcRenderer
    },
    send(channel: string, ...args: unknown[]) {
      post({ type: 'send', channel, args })
    },
    async invoke(channel: string, ...args: unknown[]) {
      lastId += 1
      post({ type: 'invoke', id: lastId, channel, args })
      const waiting = Promise.withResolvers<unknown>()
      pending.set(lastId, waiting)
      return waiting.promise
    },
  }
  const receive = (message: ToPage): void => {
    if (message.type === 'send') {
      const event = { sender: ipcRenderer, ports: [] }
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args)
      return
    }
    const waiting = pending.get(message.id)
    pending.delete(message.id)
    if (message.type === 'reply') waiting?.resolve(message.value)
    else waiting?.reject(new Error(message.message))
  }
  Reflect.set(globalThis, `${token}receive`, (text: string) => receive(decode(text) as ToPage))

  const open = (url: string, frameName: string, features = ''): void => post({ type: 'open', url, frameName, features })
  const call = bridge(token, 'isolated', 'main', {
    open: (url, name, features) => open(String(url), String(name), String(features)),
  })
  const onClick = (event: MouseEvent): void => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
    // The right button follows no link.
    if (event.defaultPrevented || event.button === 2 || !link?.href) return
    const wantsWindow = event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey
    if (wantsWindow || !['', '_self', '_top', '_parent'].includes(link.target)) open(link.href, link.target)
    else if (!['http:', 'https:'].includes(link.protocol)) post({ type: 'leave', url: link.href })
    else return
    event.preventDefault()
  }
  addEventListener('click', onClick)
  addEventListener('auxclick', onClick)
  addEventListener('resize', () => post({ type: 'resized' }))
  const reportFocus = (): void => post({ type: 'focus', focused: document.hasFocus() })
  addEventListener('focus', reportFocus)
  addEventListener('blur', reportFocus)

  const dark = matchMedia('(prefers-color-scheme: dark)')
  const reportColours = (): void => post({ type: 'dark', dark: dark.matches })
  const reportTitle = (): void => post({ type: 'title', title: document.title })
  dark.addEventListener('change', reportColours)
  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver(reportTitle).observe(document.head, { subtree: true, childList: true, characterData: true })
    reportTitle()
  })

  const contextBridge = { exposeInMainWorld: (key: string, api: unknown) => call('expose', key, api) }
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name}`)
  }
  post({ type: 'hello' })
  reportColours()
  reportFocus()
  const module = { exports: {} }
  preload(require, module, module.exports, process)
}
