/** Secrets in what is shown to others: headers that have them, and passwords in URLs (RFC 3986, section 3.2.1). */

/** What stands in place of a secret. */
const hidden = '(hidden)'

/**
 * The value of a header without its secret: of credentials the scheme is left, of cookies the names and attributes, of
 * a URL with a password all but that.
 */
export function shownHeader(name: string, value: string): string {
  if (/^(proxy-)?authorization$/i.test(name))
    return value.includes(' ') ? `${value.slice(0, value.indexOf(' '))} ${hidden}` : hidden
  if (/^cookie$/i.test(name)) return value.replace(/=[^;]*/g, `=${hidden}`)
  if (/^set-cookie$/i.test(name)) return value.replace(/=[^;]*/, `=${hidden}`)
  return secretNames.test(name) ? hidden : shownUrls(value)
}

/**
 * A value of a field, by its filter name, without its secret: of a header, of lines of headers, of a password. Those of
 * other fields stay, but for the passwords of URLs.
 */
export function shownValue(field: string, value: string): string {
  const [, header] = headerFields.exec(field) ?? []
  if (header !== undefined) return shownHeader(header.replaceAll('_', '-'), value)
  if (headerLines.test(field)) {
    const colon = value.indexOf(':', 1)
    return colon < 0
      ? shownUrls(value)
      : `${value.slice(0, colon)}: ${shownHeader(value.slice(0, colon), value.slice(colon + 1).trim())}`
  }
  return secretFields.test(field) || otherSecretFields.test(field) ? hidden : shownUrls(value)
}

/** Fields that are the value of a header: `http.set_cookie`, `http2.headers.authorization`. */
const headerFields = /^(?:http[23]?(?:\.headers?)?|sip|rtsp)\.((?:proxy_)?authorization|(?:set_)?cookie)$/
/** Fields that are a header with its name. */
const headerLines = /^(?:http\.(?:request|response)\.line|http\.unknown_header|onwire\.http\.header|http[23]\.header)$/
/** Fields whose whole value is a secret, in whatever protocol: `mqtt.passwd`, `snmp.community`, `http.cookie_pair`. */
const secretFields =
  /(?:^|[._])(?:cookie(?:_pair)?|credentials?|passw(?:d|ord)|pwd|secret|community|(?:api|access|auth)_key|token)$/
/**
 * Those whose names do not say so: passwords of GLBP and of users of L2TP, and what clients of AMQP, Kafka and AJP13
 * answer to authenticate, which may be a password (RFC 4616).
 */
const otherSecretFields = new RegExp(
  [
    String.raw`\.(?:plainpass|proxy_authen_response)$`,
    String.raw`^amqp\.(?:method\.arguments\.response|sasl\.(?:initResponse|response))$`,
    String.raw`^(?:kafka\.sasl_authentication|ajp13\.authorization)$`,
  ].join('|'),
)

/** A text without the passwords of URLs in it. */
export const shownUrls = (text: string): string =>
  text.includes('@') ? text.replace(/(\/\/[^/\s:@?#]{0,256}):[^/\s@?#]{1,1024}@/g, `$1:${hidden}@`) : text

/** Headers whose whole value is a secret: `X-Api-Key`, `X-Auth-Token`, `X-Amz-Security-Token` and the like. */
const secretNames = /(?:^|-)(?:api-?key|access-?key|auth-?key|token|secret|password)$/i
