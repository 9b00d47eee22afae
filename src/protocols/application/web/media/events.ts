/** Server-sent events: text/event-stream, HTML Standard section 9.2. */
import {
  afterLine, computed, computedText, decimalIn, found, isAt, lineStop, octets, positionOf, protocol, record, unfinished,
  utf8Text, type Found, type View,
} from '../../../../schema/index.ts'

/** The values of the lines of an event that begin with a name. */
function valuesOf({ bytes, start, end }: View, name: string): readonly string[] {
  const values: string[] = []
  const word = octets(name)
  for (let at = start; at < end;) {
    const stop = lineStop(bytes, at, end)
    const mark = positionOf(colon, bytes, at, stop)
    if (stop > at && isAt(word, bytes, at, mark) && mark === at + word.length) {
      const from = isAt(blank, bytes, mark + 1, stop) ? mark + 2 : mark + 1
      values.push(utf8Text(bytes, Math.min(from, stop), stop))
    }
    at = afterLine(bytes, stop, end)
  }
  return values
}

const last = (name: string) => (event: View) => valuesOf(event, name).at(-1)

/** Several lines of data are one text. */
function dataOf(event: View): string | undefined {
  const lines = valuesOf(event, 'data')
  return lines.length === 0 ? undefined : lines.join('\n')
}

/** Milliseconds; NaN where none are stated. */
function retryOf(event: View): number {
  const text = octets(last('retry')(event) ?? '')
  return decimalIn(text, 0, text.length) ?? NaN
}

const event = record('Event', {})
  .fields({
    type:    computedText('sse.event', 'Event type', last('event')),
    data:    computedText('sse.data', 'Data', dataOf),
    id:      computedText('sse.id', 'Last event ID', last('id')),
    retry:   computed('sse.retry', 'Reconnection time', retryOf, { unit: 'ms' }),
    comment: computedText('sse.comment', 'Comment', last('')),
  })
  .summarized(wordsOf)

/** The events of a body, or one of a stream. */
export const serverSentEvents = protocol('sse', 'Server-Sent Events', { media_type: ['text/event-stream'] })
  .specified('https://html.spec.whatwg.org/multipage/server-sent-events.html')
  .fields({ events: found('', 'Events', event, eventsIn) })
  .streamed((bytes, start, end, _memory, progress) => {
    // The last byte may be half of a line end.
    const whole = isAt(carriageReturn, bytes, end - 1, end) ? end - 1 : end
    const next = afterEvent(bytes, start + progress.looked, whole)
    if (next !== undefined) return next - start
    progress.looked = lastLine(bytes, start + progress.looked, whole) - start
    return unfinished
  })
  .isContent()
  .colored('web')
  .summarized(({ events }) => events.slice(0, mostTold).map(wordsOf).join(', ') || 'nothing')

/** An empty line ends each: section 9.2.6. What is left over is none. */
function eventsIn({ bytes, start, end }: View): readonly Found[] {
  const events: Found[] = []
  for (let at = isAt(byteOrderMark, bytes, start, end) ? start + 3 : start; at < end && events.length < mostEvents;) {
    const next = afterEvent(bytes, at, end)
    if (next === undefined) break
    if (lineStop(bytes, at, next) > at) events.push({ start: at, end: next })
    at = next
  }
  return events
}

/** Where the event that begins at `at` ends, with its empty line; undefined if that is not there. */
function afterEvent(bytes: Uint8Array, at: number, end: number): number | undefined {
  while (at < end) {
    const stop = lineStop(bytes, at, end)
    const next = afterLine(bytes, stop, end)
    if (stop === end) return undefined
    if (stop === at) return next
    at = next
  }
  return undefined
}

/** Where the last line begins, which may go on. */
function lastLine(bytes: Uint8Array, at: number, end: number): number {
  for (let next = at; next < end; next = afterLine(bytes, lineStop(bytes, at, end), end)) {
    at = next
    if (lineStop(bytes, at, end) === end) break
  }
  return at
}

/** Such as `price #2 "{...}"`. */
function wordsOf(event: View): string {
  const [type = 'message', id, data] = [last('event')(event), last('id')(event), dataOf(event)]
  if (data === undefined) return valuesOf(event, '').length > 0 ? 'comment' : type
  const line = data.slice(0, mostShown).replace(/\s+/g, ' ')
  return `${type}${id === undefined ? '' : ` #${id.slice(0, mostShown)}`} "${line}${data.length > mostShown ? '…' : ''}"`
}

const colon = 0x3a
const blank = octets(' ')
const carriageReturn = octets('\r')
const byteOrderMark = octets('\u00ef\u00bb\u00bf')
const mostEvents = 4096
const mostTold = 4
const mostShown = 80
