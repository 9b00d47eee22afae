import type { protocols } from '../protocols/index.ts'

type BuiltIn = typeof protocols

/**
 * The protocols that a `Packet` has a property for. A program that registers its own adds them here, so that their
 * properties are typed: `declare module 'onwire' { interface Protocols { mine: typeof mine } }`.
 */
export interface Protocols extends BuiltIn {}
