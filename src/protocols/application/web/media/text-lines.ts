/** Text in lines, of a media type such as `text/plain` or in a message. */
import { isAt, octets, protocol, textLines, type TableKey, type View } from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'

export const textData = protocol('data-text-lines', 'Line-based text data', {
  'ws.payload': ['text'],
  'media_type': ['text/*', 'application/javascript', 'application/x-javascript'],
})
  .specified('RFC 2046')
  .borrows('onwire')
  .fields(httpBodyHere)
  .fields({ lines: textLines('Lines', '') })
  .derives(['media_type'], ({ bytes, start, end, isShort }: View) =>
    isAt(declaration, bytes, start, end)
      ? [{ speaks: asXml, bytes: bytes.subarray(start, end), isCut: isShort, label: 'Text' }]
      : [], { isCostly: true })
  .isContent()

/** XML says what it is whatever its media type: XML 1.0, section 2.8. */
const declaration = octets('<?xml')
const asXml: readonly TableKey[] = [['media_type', 'text/xml']]
