/** Syslog: messages as RFC 5424 has them, and as most programs write them (RFC 3164); in streams by RFC 6587. */
import {
  asciiText, computed, holding, nameIn, numberWord, overlay, positionOf, protocol, rest, text, unfinished, when, word, type View,
} from '../../../schema/index.ts'

/** RFC 5424, section 6.2.1. */
const facilities = {
  0: 'kernel', 1: 'user', 2: 'mail', 3: 'system daemon', 4: 'security', 5: 'syslogd', 6: 'line printer', 7: 'network news', 8: 'UUCP',
  9: 'clock daemon',
  10: 'security, private', 11: 'FTP daemon', 12: 'NTP', 13: 'log audit', 14: 'log alert', 15: 'scheduling daemon', 16: 'local0',
  17: 'local1', 18: 'local2',
  19: 'local3', 20: 'local4', 21: 'local5', 22: 'local6', 23: 'local7',
}
const severities = {
  0: 'emergency', 1: 'alert', 2: 'critical', 3: 'error', 4: 'warning', 5: 'notice', 6: 'informational', 7: 'debug',
}

/** What a message begins with. In a stream its length may be before it: RFC 6587, section 3.4.1. */
const priorityBegins = /^(\d{1,6} )?(<\d{1,3}>)/
/** What may still become one. */
const mayBegin = /^(?:\d{1,6}|\d{1,6} <?\d{0,3}|<\d{0,3})$/
const longestHead = 14
const headIn = (bytes: Uint8Array, start: number, end: number) => priorityBegins.exec(asciiText(bytes, start, Math.min(end,
  start + longestHead)))
const sizesOf = ({ bytes, start, end }: View) => {
  const [, count = '', priority = ''] = headIn(bytes, start, end) ?? []
  return { count: count.length, priority: priority.length }
}

/** RFC 5424, section 6: the version, a timestamp or none; RFC 3164, section 4.1: the time, a name, and that of a program. */
const structured = /^1 [\d-]/
const dated = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d (\S* )?([^:[\s]*)/
const textOf = (layer: View, most: number) => {
  const { count, priority } = sizesOf(layer)
  const at = layer.start + count + priority
  return asciiText(layer.bytes, at, Math.min(layer.end, at + most))
}
const longestPrefix = 300
const lineFeed = 0x0a

export const syslog = protocol('syslog', 'Syslog', { 'udp.port': [514], 'tcp.port': [601], 'tls.port': [6514] })
  .specified('RFC 5424')
  .fields({
    count:    when((layer: View) => sizesOf(layer).count > 0, numberWord('syslog.length', 'Message Length')),
    priority: holding(text('syslog.pri', 'Priority', (layer: View) => sizesOf(layer).priority), 'vocabulary'),
  })
  .fields({
    facility: computed('syslog.facility', 'Facility', ({ priority }) => Number.parseInt(priority.slice(1), 10) >> 3, { names: facilities }),
    severity: computed('syslog.level', 'Severity', ({ priority }) => Number.parseInt(priority.slice(1), 10) & 7, { names: severities }),
    message:  overlay(text('syslog.msg', 'Message')),
  })
  .cases(
    [(layer) => structured.test(textOf(layer, 3)), {
      version:   holding(word('syslog.version', 'Version'), 'vocabulary'),
      timestamp: holding(word('syslog.timestamp', 'Timestamp'), 'vocabulary'),
      hostname:  word('syslog.hostname', 'Hostname'),
      appName:   word('syslog.appname', 'App Name'),
      processId: word('syslog.procid', 'Process ID'),
      messageId: word('syslog.msgid', 'Message ID'),
      content:   text('syslog.content', 'Structured data and message'),
    }],
    [(layer) => dated.test(textOf(layer, longestPrefix)), {
      dated:     holding(text('syslog.timestamp_rfc3164', 'Timestamp', 15), 'vocabulary'),
      blank:     text('syslog.blank', 'Space', 1),
      hostname:  word('syslog.hostname', 'Hostname'),
      processId: text('syslog.procid', 'Tag', (layer: View) => dated.exec(textOf(layer, longestPrefix))?.[2]?.length ?? 0),
      messageId: text('syslog.msgid', 'Content'),
    }],
  )
  .fields({ data: rest('syslog.data', 'Data') })
  .accepts((bytes, start, end) => headIn(bytes, start, end) !== null)
  .streamed((bytes, start, end) => {
    const head = headIn(bytes, start, end)
    if (head === null) return end - start < longestHead && mayBegin.test(asciiText(bytes, start, end)) ? unfinished : 0
    if (head[1] !== undefined) return head[1].length + Number(head[1])
    const stop = positionOf(lineFeed, bytes, start, end)
    return stop < end ? stop + 1 - start : unfinished
  })
  .colored('management', ({ severity }) => (severity <= 3 ? 'error' : severity === 4 ? 'warning' : undefined))
  .summarized(({ facility, severity,
    message }) => `${nameIn(facilities, facility) ?? facility}.${nameIn(severities, severity) ?? severity}: ${message.trimEnd()}`)
