import type { EventEmitter } from 'node:events'

/** The first argument of Electron's listeners: some fields, and a default action that a listener may prevent. */
export class AppEvent {
  defaultPrevented = false

  preventDefault(): void {
    this.defaultPrevented = true
  }
}

/** Makes an event with the given fields. */
export function eventWith<Fields extends object>(fields: Fields): AppEvent & Fields {
  return Object.assign(new AppEvent(), fields)
}

/** Emits an event and tells whether a listener prevented its default action. */
export function isPrevented(emitter: EventEmitter, name: string, event = new AppEvent(), ...rest: unknown[]): boolean {
  emitter.emit(name, event, ...rest)
  return event.defaultPrevented
}
