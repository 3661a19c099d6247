type AnyFunction = (...args: unknown[]) => unknown

/** Calls a function of the other world, by its name or number, at once, and answers or throws what it does. */
export type Call = (target: string | number, ...args: unknown[]) => unknown

/**
 * One end of the line between a page's main world and its isolated world.
 *
 * The worlds share the window, but neither sees the other's objects: the detail of an event crosses as a structured clone,
 * synchronously. Functions cross as numbers, promises as numbers that are settled later.
 * Self-contained, because Chromium gets this function's source.
 *
 * @param token a secret name, unknown to the page
 * @param entries the functions that the other world may call by name
 */
export function createBridge(token: string, here: string, there: string, entries: Record<string, AnyFunction>): Call {
  interface Request {
    readonly target: string | number
    readonly args: unknown
  }
  type Answer = { readonly value: unknown } | { readonly thrown: unknown }
  type Settle = (succeeded: boolean, value: unknown) => void

  // Taken before the page's own scripts could replace it.
  const { dispatchEvent } = globalThis
  const functions = new Map<string | number, AnyFunction>(Object.entries(entries))
  const promises = new Map<number, Settle>()
  let lastId = 0
  let answer: Answer | undefined

  const isPlain = (value: object): value is Record<string, unknown> =>
    Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype

  const pack = (value: unknown, packed: Map<object, object>): unknown => {
    if (typeof value === 'function') {
      lastId += 1
      functions.set(lastId, value as AnyFunction)
      return { [token]: 'function', id: lastId }
    }
    if (typeof value !== 'object' || value === null) return value
    if (value instanceof Promise) return packPromise(value)
    if (!isPlain(value)) return value
    const known = packed.get(value)
    if (known) return known
    const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {}
    packed.set(value, copy)
    for (const key of Object.keys(value)) Reflect.set(copy, key, pack(value[key], packed))
    return copy
  }
  const packPromise = (promise: Promise<unknown>): object => {
    lastId += 1
    const id = lastId
    promise.then((value) => call('settle', id, true, value)).catch((error: unknown) => call('settle', id, false, error))
    return { [token]: 'promise', id }
  }
  const unpack = (value: unknown, seen: Set<object>): unknown => {
    if (typeof value !== 'object' || value === null || seen.has(value) || !isPlain(value)) return value
    if (token in value) {
      const id = Number(value['id'])
      if (value[token] === 'function') return (...args: unknown[]) => call(id, ...args)
      return new Promise((resolve, reject) => {
        promises.set(id, (succeeded, result) => (succeeded ? resolve(result) : reject(result)))
      })
    }
    seen.add(value)
    for (const key of Object.keys(value)) Reflect.set(value, key, unpack(value[key], seen))
    return value
  }

  const post = (detail: Request | Answer): void => {
    dispatchEvent.call(globalThis, new CustomEvent(token + there, { detail }))
  }
  const call: Call = (target, ...args) => {
    answer = undefined
    post({ target, args: pack(args, new Map()) })
    // Set by the other world's answer, which came while the event was dispatched.
    const result = answer as Answer | undefined
    if (!result) throw new Error('An object could not be cloned.')
    if ('thrown' in result) throw result.thrown
    return unpack(result.value, new Set())
  }
  const run = ({ target, args }: Request): Answer => {
    try {
      const list = unpack(args, new Set()) as unknown[]
      return { value: pack(functions.get(target)?.(...list), new Map()) }
    } catch (thrown) {
      return { thrown }
    }
  }

  functions.set('settle', (id, succeeded, value) => {
    promises.get(Number(id))?.(Boolean(succeeded), value)
    promises.delete(Number(id))
  })
  addEventListener(token + here, (event) => {
    const detail = (event as CustomEvent<Request | Answer | null>).detail
    // Null stands for what cannot be cloned; the caller finds no answer.
    if (!detail) return
    if ('target' in detail) post(run(detail))
    else answer = detail
  })
  return call
}
