/** Names of files for what was transferred, safe whatever a packet says: no folder, no hidden file, no device. */
import type { TransferredObject } from './transferred-object.ts'

/** The last part of its path, without a query; or one by its kind and content type. */
export function fileName({
  kind,
  path,
  contentType,
}: Pick<TransferredObject, 'kind' | 'path' | 'contentType'>): string {
  const [last = ''] = path
    .replace(/[?#][^]*$/, '')
    .split(/[/\\]/)
    .slice(-1)
  const safe = decoded(last)
    .replace(/[^\p{L}\p{N}._+@=,~()-]/gu, '_')
    .replace(/^[.-]+/, '_')
    .replace(/\.+$/, '')
  const name = shortened(safe)
  if (name === '' || /^_+$/.test(name)) return `${kind}-object${extensionOf(contentType)}`
  return devices.test(name) ? `_${name}` : name
}

/** A name for another file with the same one. */
export function numberedName(name: string, number: number): string {
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? `${name}-${number}` : `${name.slice(0, dot)}-${number}${name.slice(dot)}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFC')
  } catch {
    return text
  }
}

/** As short as systems take names, with the end of the name. */
function shortened(name: string): string {
  const characters = Array.from(name)
  const longest = /^[\u0020-\u007e]*$/.test(name) ? longestName : longestWideName
  if (characters.length <= longest) return name
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''
  return characters.slice(0, longest - ending.length).join('') + ending
}

function extensionOf(contentType: string | undefined): string {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';')
  const known = extensions[type.trim()]
  return known === undefined ? '' : `.${known}`
}

/** Of files without a name. */
const extensions: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/xml': 'xml',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'message/rfc822': 'eml',
  'text/css': 'css',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/xml': 'xml',
}

/** Names of devices in Windows, with any ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
/** In characters; systems limit names to 255 bytes, and one of these may take four. */
const longestName = 100
const longestWideName = 50
