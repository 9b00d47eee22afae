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

/** A text without the passwords of URLs in it. */
export const shownUrls = (text: string): string =>
  text.includes('@') ? text.replace(/(\/\/[^/\s:@?#]{0,256}):[^/\s@?#]{1,1024}@/g, `$1:${hidden}@`) : text

/** Headers whose whole value is a secret: `X-Api-Key`, `X-Auth-Token`, `X-Amz-Security-Token` and the like. */
const secretNames = /(?:^|-)(?:api-?key|access-?key|auth-?key|token|secret|password)$/i
