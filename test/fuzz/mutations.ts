/** Ways to damage bytes: frames, files and texts. */

export type Random = (below: number) => number

/** A copy with one to five changes; `other` lends parts. */
export function mutated(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let result: Uint8Array = bytes.slice()
  for (let changes = random(5); changes >= 0; changes--)
    result = mutations[random(mutations.length)]!(result, other, random)
  return result
}

type Mutation = (bytes: Uint8Array, other: Uint8Array, random: Random) => Uint8Array

const mutations: readonly Mutation[] = [
  inPlace((bytes, at, random) => (bytes[at] = random(256))),
  inPlace((bytes, at, random) => (bytes[at]! ^= 1 << random(8))),
  inPlace((bytes, at, random) => (bytes[at] = extremes[random(extremes.length)]!)),
  // Lengths and counts have two or four bytes.
  inPlace((bytes, at, random) => bytes.fill(extremes[random(extremes.length)]!, at, at + 2 ** (1 + random(2)))),
  inPlace((bytes, at, random) => bytes.copyWithin(at, random(bytes.length), random(bytes.length) + 1 + random(16))),
  (bytes, _other, random) => bytes.slice(0, random(bytes.length + 1)),
  (bytes, _other, random) => spliced(bytes, random(bytes.length + 1), random(8), new Uint8Array(0)),
  (bytes, _other, random) =>
    spliced(
      bytes,
      random(bytes.length + 1),
      0,
      Uint8Array.from({ length: 1 + random(32) }, () => random(256)),
    ),
  (bytes, other, random) =>
    spliced(bytes, random(bytes.length + 1), Infinity, other.subarray(random(other.length + 1))),
  (bytes, _other, random) => repeated(bytes, random(bytes.length + 1), 1 + random(64), 1 + random(40)),
]

const extremes = [0, 1, 0x7f, 0x80, 0xc0, 0xfe, 0xff] as const

function inPlace(change: (bytes: Uint8Array, at: number, random: Random) => void): Mutation {
  return (bytes, _other, random) => {
    if (bytes.length > 0) change(bytes, random(bytes.length), random)
    return bytes
  }
}

function spliced(bytes: Uint8Array, at: number, removed: number, added: Uint8Array): Uint8Array {
  const rest = bytes.subarray(Math.min(bytes.length, at + removed))
  return Uint8Array.from([...bytes.subarray(0, at), ...added, ...rest])
}

/** Some bytes of a frame many times over: long lists. */
function repeated(bytes: Uint8Array, at: number, length: number, times: number): Uint8Array {
  const part = bytes.subarray(at, at + length)
  const all = new Uint8Array(part.length * times)
  for (let index = 0; index < times; index++) all.set(part, index * part.length)
  return spliced(bytes, at, 0, all)
}

/** A text with one to four changes of characters; `other` lends parts. */
export function mutatedText(text: string, other: string, random: Random): string {
  let result = text
  for (let changes = random(4); changes >= 0; changes--) {
    const at = random(result.length + 1)
    const [head, tail] = [result.slice(0, at), result.slice(at)]
    const from = random(other.length + 1)
    result = [
      () => head + tail.slice(1 + random(4)),
      () => head + punctuation[random(punctuation.length)]! + tail,
      () => head + other.slice(from, from + random(12)) + tail,
      () => head + String.fromCharCode(random(0x2100)) + tail,
      () => `${head}${tail} ${punctuation[random(punctuation.length)]} ${other}`,
      () => head + head.slice(-random(20)).repeat(random(30)) + tail,
    ][random(6)]!()
  }
  return result
}

const punctuation = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '\\',
  '!',
  '-',
  ':',
  '..',
  ',',
  '&&',
  '||',
  '==',
  '~=',
  '@',
  '#',
  '$',
  '^',
  '*',
  '+',
  '?',
  '|',
  '\n',
  '\0',
]
