/** The static table of HPACK, RFC 7541 appendix A: names and values from index 1 on. */
import type { HeaderEntry } from './dynamic-table.ts'

const lines = `
:authority
:method GET
:method POST
:path /
:path /index.html
:scheme http
:scheme https
:status 200
:status 204
:status 206
:status 304
:status 400
:status 404
:status 500
accept-charset
accept-encoding gzip, deflate
accept-language
accept-ranges
accept
access-control-allow-origin
age
allow
authorization
cache-control
content-disposition
content-encoding
content-language
content-length
content-location
content-range
content-type
cookie
date
etag
expect
expires
from
host
if-match
if-modified-since
if-none-match
if-range
if-unmodified-since
last-modified
link
location
max-forwards
proxy-authenticate
proxy-authorization
range
referer
refresh
retry-after
server
set-cookie
strict-transport-security
transfer-encoding
user-agent
vary
via
www-authenticate
`

/** Entries of a table, one a line: a name, and after a space its value, if it has one. */
export const entriesIn = (text: string): readonly HeaderEntry[] =>
  text.trim().split('\n').map((line) => {
    const [name = '', ...words] = line.split(' ')
    const value = words.join(' ')
    return { name, value, nameLength: name.length, valueLength: value.length }
  })

export const staticTable = entriesIn(lines)
