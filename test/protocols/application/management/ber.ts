/** Values of BER as hexadecimal text. */
const hex = (value: number) => value.toString(16).padStart(2, '0')
export const tlv = (tag: number, ...contents: readonly string[]): string => {
  const content = contents.join('').replace(/\s/g, '')
  const length = content.length / 2
  return `${hex(tag)}${length < 128 ? hex(length) : `82${length.toString(16).padStart(4, '0')}`}${content}`
}
export const integer = (value: number, tag = 2): string => {
  const digits = value.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return tlv(tag, Number.parseInt(even.slice(0, 2), 16) >= 0x80 ? `00${even}` : even)
}
export const octets = (text: string, tag = 4): string =>
  tlv(tag, ...[...new TextEncoder().encode(text)].map((byte) => hex(byte)))
export const oid = (text: string): string => {
  const [first = 0, second = 0, ...arcs] = text.split('.').map(Number)
  const septets = (arc: number): string => {
    const parts = [arc & 127]
    for (let left = arc >>> 7; left > 0; left >>>= 7) parts.unshift((left & 127) | 128)
    return parts.map((part) => hex(part)).join('')
  }
  return tlv(6, hex(first * 40 + second), ...arcs.map((arc) => septets(arc)))
}
