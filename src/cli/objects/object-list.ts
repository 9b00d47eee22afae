/** Lists the files that were written. */
import { jsonDocument, printable } from '../../text/escape.ts'
import { grouped } from '../../text/amounts.ts'
import { tableText } from '../../text/table.ts'
import { terminalWidth } from '../terminal/terminal.ts'
import type { WrittenObject } from './object-folder.ts'

export async function objectList(files: readonly WrittenObject[], format: 'table' | 'json'): Promise<string> {
  if (format === 'json') return `${jsonDocument(files.map(jsonValues))}\n`
  const width = (await terminalWidth(1))?.() ?? Infinity
  return tableText(columns, files.map(cells), { width, name: (text) => text })
}

const columns = [
  { name: 'file' },
  { name: 'size', right: true },
  { name: 'SHA-256' },
  { name: 'frame', right: true },
  { name: 'host' },
  { name: 'type' },
  { name: 'note' },
]

const cells = ({ file, size, sha256, frame, host = '', contentType = '', ...object }: WrittenObject) =>
  [file, grouped(size), sha256, `${frame}`, host, contentType.split(';')[0]!, noteOf(object)].map(printable)

function noteOf({ isCut, encodings }: Pick<WrittenObject, 'isCut' | 'encodings'>): string {
  return [...(isCut ? ['cut'] : []), ...(encodings.length > 0 ? [`still ${encodings.join(', ')}`] : [])].join('; ')
}

const jsonValues = ({ file, size, sha256, kind, frame, path, host, contentType, isCut, encodings }: WrittenObject) => ({
  file,
  size,
  sha256,
  kind,
  frame,
  path,
  host,
  contentType,
  isCut,
  ...(encodings.length > 0 && { encodings }),
})
