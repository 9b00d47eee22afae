/** Whether an MQTT packet begins somewhere, and not the middle of one that began in an earlier segment. */
import { bits, flag, range, record, u16, unfinished, type Framing } from '../../../../schema/index.ts'

const header = {
  type: bits(4, 'mqtt.msgtype', 'Type'), duplicate: flag('mqtt.dupflag', 'DUP'), qos: bits(2, 'mqtt.qos', 'QoS'),
    retain: flag('mqtt.retain', 'Retain'),
}
/** With a remaining length of one byte, and the number that most packets go on with. */
const short = record('Header', {
  ...header, more: flag('mqtt.len', 'More'), length: bits(7, 'mqtt.len', 'Length'), first: u16('mqtt.topic_len', 'First Number'),
})
/** With a remaining length of two bytes, the lower half first. */
const long = record('Header', {
  ...header, more: flag('mqtt.len', 'More'), low: bits(7, 'mqtt.len', 'Low'), evenMore: flag('mqtt.len', 'More'),
    high: bits(7, 'mqtt.len', 'High'),
  first: u16('mqtt.topic_len', 'First Number'),
})
const fixed = record('Header', { ...header, more: flag('mqtt.len', 'More'), length: bits(7, 'mqtt.len', 'Length') })

const plain = { duplicate: false, qos: 0, retain: false, more: false } as const
/** DUP was allowed in these up to MQTT 3.1. */
const acknowledged = { qos: 1, retain: false } as const

const recognizers = [
  fixed.recognizer({ ...plain, type: [2, 4, 5, 7, 9, 11], length: range(2) }),
  fixed.recognizer({ ...plain, type: [12, 13], length: 0 }),
  fixed.recognizer({ ...plain, type: [14, 15] }),
  fixed.recognizer({ ...plain, type: [2, 4, 5, 7, 9, 11, 14, 15], more: true }),
  fixed.recognizer({ ...acknowledged, type: [6, 8, 10], more: false, length: range(2) }),
  fixed.recognizer({ ...acknowledged, type: [6, 8, 10], more: true }),
  short.recognizer({ ...plain, type: 1, first: [4, 6] }),
  long.recognizer({ ...plain, type: 1, more: true, evenMore: false, first: [4, 6] }),
]
const shortPublish = short.recognizer({ type: 3, qos: range(0, 2), more: false, length: range(2) })
const longPublish = long.recognizer({ type: 3, qos: range(0, 2), more: true, evenMore: false })
/** A remaining length of three or four bytes. */
const longestPublish = long.recognizer({ type: 3, qos: range(0, 2), more: true, evenMore: true })
const [lengthAt, topicAt, lowAt, highAt, longTopicAt] = [
  short.reader('length'), short.reader('first'), long.reader('low'), long.reader('high'), long.reader('first'),
]

/** Of PUBLISH the topic must fit: digits and most other text would be one otherwise. */
export const begins = (bytes: Uint8Array, start: number, end: number): boolean =>
  recognizers.some((recognizes) => recognizes(bytes, start, end)) ||
  (shortPublish(bytes, start, end) && topicAt(bytes, start) + 2 <= lengthAt(bytes, start)) ||
  (longPublish(bytes, start, end) &&
    longTopicAt(bytes, start) + 2 <= lowAt(bytes, start) + 128 * highAt(bytes, start)) ||
  longestPublish(bytes, start, end)

const lengthPart = record('Length', { more: flag('mqtt.len', 'More'), value: bits(7, 'mqtt.len', 'Length') })
const [moreAt, valueAt] = [lengthPart.reader('more'), lengthPart.reader('value')]
/** Bytes of the longest remaining length: section 1.5.5. */
const longestLength = 4
/** Bytes that say whether a packet begins. */
const enough = 6

/** How long the packet is that begins in a stream: its first byte, a length of up to four, and what that says. */
export const framing: Framing = (bytes, start, end) => {
  if (end - start >= enough && !begins(bytes, start, end)) return 0
  let remaining = 0
  for (let index = 0; index < longestLength; index++) {
    const at = start + 1 + index
    if (at >= end) return unfinished
    remaining += valueAt(bytes, at) * 128 ** index
    if (moreAt(bytes, at)) continue
    const length = 2 + index + remaining
    return start + length > end || begins(bytes, start, end) ? length : 0
  }
  return 0
}
