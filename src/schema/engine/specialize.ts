import { generated, sourceUrl } from './generated-code.ts'

/**
 * The same function again, compiled again. An engine remembers for each text of code what it met there: in a text that
 * all protocols, or all fields, share it calls their functions one by one; in a copy for each it makes them part of it.
 * All that the function uses must be given to it, since the copy is made of its text. Where code may not be made at run
 * time, as on web pages with such a policy, there is one text for all.
 */
export function copyOf<F extends (...given: never[]) => unknown>(made: F, name: string): F {
  return generated<() => F>([], `return ${made}\n//# sourceURL=${sourceUrl(name)}`)?.() ?? made
}
