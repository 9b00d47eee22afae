/** What a message begins with: RFC 9112 sections 3 and 4, and the methods that are known. */
import { isAt, isAtInAnyCase, isPrintable, lineStop, octets, oneOfWords, tokenStop } from '../../../../schema/index.ts'

/** What the first line is; `none` in what continues a message that began in an earlier packet. */
export const none = 0
export const request = 1
export const response = 2
/** A request of the Universal Plug and Play event notifications. */
export const notification = 3

export type Start = typeof none | typeof request | typeof response | typeof notification

/** Which of these begins at `start`. */
export function startOf(bytes: Uint8Array, start: number, end: number): Start {
  if (isAt(httpSlash, bytes, start, end) || isAtInAnyCase(versionOne, bytes, start, end) || isAt(icy, bytes, start, end)) return response
  // "M-" in front of a method says that a header field must be understood, RFC 2774 section 6.
  const from = isAt(mandatory, bytes, start, end) ? start + mandatory.length : start
  if (notifications(bytes, from, end)) return notification
  return requests(bytes, from, end) || isRequestLine(bytes, start, end) ? request : none
}

/** Whether there is a whole request line with any method, which is a token (RFC 9110, sections 5.6.2 and 9.1). */
function isRequestLine(bytes: Uint8Array, start: number, end: number): boolean {
  const at = tokenStop(bytes, start, Math.min(end, start + longestMethod))
  if (at === start || !isAt(blank, bytes, at, end)) return false
  const stop = lineStop(bytes, at, Math.min(end, start + longestLine))
  const version = stop - versionLength
  return (
    stop < end && version > at + 1 && isAt(blank, bytes, version - 1, stop) && isAtInAnyCase(versionOne, bytes, version, stop)
  )
}

/** Whether the first line is whole and begins or ends with the version of HTTP/1: what a message on any port is known by. */
export function isMessage(bytes: Uint8Array, start: number, end: number): boolean {
  // What is binary is turned away by its first byte, before a line end is looked for.
  if (!isPrintable(bytes, start, start + 1)) return false
  const stop = lineStop(bytes, start, Math.min(end, start + longestLine))
  if (stop === end || stop - start <= versionLength) return false
  return isAtInAnyCase(versionOne, bytes, start, stop) || isAtInAnyCase(versionOne, bytes, stop - versionLength, stop)
}

/** Longer words are not methods. */
const longestMethod = 32
const blank = octets(' ')

/** No line is searched further than this for its end. */
const longestLine = 8000
const versionOne = octets('http/1.')
const versionLength = versionOne.length + 1

const httpSlash = octets('HTTP/')
/** Of SHOUTcast servers. */
const icy = octets('ICY')
const mandatory = octets('M-')

/** UPnP Device Architecture 1.1, section 4. */
const notifications = oneOfWords('NOTIFY SUBSCRIBE UNSUBSCRIBE')

/** RFC 9110 section 9, RFC 5789, WebDAV (RFC 4918, 3253, 5323 and Microsoft's), UPnP, and Microsoft's tunnels. */
const requests = oneOfWords(`
  GET HEAD POST PUT DELETE CONNECT OPTIONS TRACE PATCH
  COPY LOCK MKCOL MOVE PROPFIND PROPPATCH UNLOCK BCOPY BDELETE BMOVE BPROPFIND BPROPPATCH POLL
  CHECKIN CHECKOUT LABEL MERGE MKACTIVITY MKWORKSPACE REPORT UNCHECKOUT UPDATE VERSION-CONTROL BASELINE-CONTROL
  SEARCH CCM_POST RPC_CONNECT RPC_IN_DATA RPC_OUT_DATA SSTP_DUPLEX_POST
`)
