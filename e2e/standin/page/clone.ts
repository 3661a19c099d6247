export interface CloneCodec {
  /** @throws Error 'An object could not be cloned.' for functions, symbols and everything that belongs to one side. */
  readonly encode: (value: unknown) => string
  readonly decode: (text: string) => unknown
}

/**
 * The structured clone algorithm by way of text, for values that cross between Node and Chromium.
 *
 * Every object becomes one entry of a table and is referred to by its index, so that cycles and shared objects survive.
 * Self-contained, because Chromium gets this function's source.
 */
export function createCloneCodec(): CloneCodec {
  type Word = string | number | boolean | null | readonly [kind: string, data: string | number]
  type Entry = readonly [kind: string, ...data: unknown[]]
  const views = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array }
  const typedArrays = { ...views, Float32Array, Float64Array, BigInt64Array, BigUint64Array }
  const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }

  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice('[object '.length, -1)
  const toText = (buffer: ArrayBufferLike, offset = 0, length = buffer.byteLength): string => {
    let binary = ''
    for (const byte of new Uint8Array(buffer, offset, length)) binary += String.fromCharCode(byte)
    return btoa(binary)
  }
  const toBuffer = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer

  function encode(root: unknown): string {
    const entries: Entry[] = []
    const indices = new Map<object, number>()

    const word = (value: unknown): Word => {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
      if (value === undefined) return ['undefined', '']
      if (typeof value === 'number') {
        if (Object.is(value, -0)) return ['number', '-0']
        return Number.isFinite(value) ? value : ['number', String(value)]
      }
      if (typeof value === 'bigint') return ['bigint', String(value)]
      if (typeof value === 'object') return ['object', indices.get(value) ?? add(value)]
      throw new Error('An object could not be cloned.')
    }
    const add = (value: object): number => {
      const index = entries.push(['']) - 1
      indices.set(value, index)
      entries[index] = describe(value)
      return index
    }
    const describe = (value: object): Entry => {
      const tag = tagOf(value)
      if (Array.isArray(value)) return ['Array', ...Array.from(value, word)]
      if (value instanceof Map) return ['Map', ...Array.from(value, ([key, item]) => [word(key), word(item)])]
      if (value instanceof Set) return ['Set', ...Array.from(value, word)]
      if (value instanceof Date) return ['Date', word(value.getTime())]
      if (value instanceof RegExp) return ['RegExp', value.source, value.flags]
      if (value instanceof Error) return ['Error', value.name, value.message, value.stack ?? '']
      if (ArrayBuffer.isView(value)) return ['View', tag, toText(value.buffer, value.byteOffset, value.byteLength)]
      if (value instanceof ArrayBuffer) return ['Buffer', toText(value)]
      if (tag !== 'Object') throw new Error('An object could not be cloned.')
      return ['Object', ...Object.entries(value).map(([key, item]) => [key, word(item)])]
    }
    return JSON.stringify([word(root), entries])
  }

  function decode(text: string): unknown {
    const [root, entries] = JSON.parse(text) as [Word, Entry[]]
    const made = new Map<number, object>()

    const value = (from: unknown): unknown => {
      if (!Array.isArray(from)) return from
      const [kind, data] = from as [string, string | number]
      if (kind === 'number') return Number(data)
      if (kind === 'bigint') return BigInt(data)
      return kind === 'object' ? (made.get(Number(data)) ?? make(Number(data))) : undefined
    }
    const make = (index: number): object => {
      const [kind, ...data] = entries[index] as Entry
      const empty = { Array: [], Map: new Map(), Set: new Set(), Object: {} }[kind] ?? makeWhole(kind, data as string[])
      // Known before it is filled, because it may contain itself.
      made.set(index, empty)
      fill(empty, data)
      return empty
    }
    const fill = (empty: object, data: readonly unknown[]): void => {
      if (Array.isArray(empty)) for (const item of data) empty.push(value(item))
      else if (empty instanceof Set) for (const item of data) empty.add(value(item))
      else if (empty instanceof Map)
        for (const [key, item] of data as [unknown, unknown][]) empty.set(value(key), value(item))
      else if (tagOf(empty) === 'Object')
        for (const [key, item] of data as [string, unknown][])
          Object.defineProperty(empty, key, {
            value: value(item),
            writable: true,
            enumerable: true,
            configurable: true,
          })
    }
    const makeWhole = (kind: string, [first = '', second = '', third = '']: readonly string[]): object => {
      if (kind === 'Date') return new Date(Number(value(first)))
      if (kind === 'RegExp') return new RegExp(first, second)
      if (kind === 'Buffer') return toBuffer(first)
      if (kind === 'View') {
        const View = first in typedArrays ? typedArrays[first as keyof typeof typedArrays] : DataView
        return Reflect.construct(View, [toBuffer(second)]) as object
      }
      const Kind = first in errors ? errors[first as keyof typeof errors] : Error
      return Object.assign(new Kind(second), { stack: third })
    }
    return value(root)
  }

  return { encode, decode }
}
