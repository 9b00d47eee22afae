/** A length octet and as many octets of text, RFC 1035 section 3.3. */
import type { Field } from '../../../../schema/index.ts'

/** The text, in UTF-8; it may be empty. */
export const characterString = (filter: string, label: string): Field<string, unknown> => ({
  filter, label, also: [], type: 'text', relative: true,
  size: (self, at) => (at < self.end ? 1 + self.bytes[at]! : Infinity),
  bind: () => (bytes, at, self) => utf8.decode(bytes.subarray(at + 1, Math.min(self.end, at + 1 + bytes[at]!))),
  show: (text) => text,
})

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })
