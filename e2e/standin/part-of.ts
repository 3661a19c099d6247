import type { EventEmitter } from 'node:events'

/**
 * The part of one of Electron's types that the stand-in has. Put it after `satisfies`: every member must then fit
 * Electron's own declaration of it, and a new version of Electron that changes one fails the type check.
 *
 * Left out: the emitter's methods (Electron overloads them per event), and `Except`, whose types are partial themselves.
 */
export type PartOf<Type, Except extends PropertyKey = never> = Partial<Omit<Type, keyof EventEmitter | Except>>
