import type { createBridge } from './bridge.ts'

/** Runs in the page's own world before its scripts: puts there what the preload exposes. Self-contained, sent as source. */
export function mainWorld(token: string, bridge: typeof createBridge): void {
  if (window !== window.top) return
  const freeze = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return
    for (const item of Object.values(Object.freeze(value))) freeze(item)
  }
  const call = bridge(token, 'main', 'isolated', {
    expose(key, api) {
      if (Object.hasOwn(window, String(key)))
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      freeze(api)
      Object.defineProperty(window, String(key), { value: api, enumerable: true })
    },
  })
  window.open = (url = '', name = '', features = '') => {
    call('open', new URL(url, location.href).href, name, features)
    return null
  }
}
