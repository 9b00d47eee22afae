/** Text in lines, of a media type such as `text/plain` or in a message. */
import { protocol, textLines } from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'

export const textData = protocol('data-text-lines', 'Line-based text data', {
  'ws.payload': ['text'],
  'media_type': ['text/*', 'application/xml', 'application/javascript', 'application/x-javascript'],
})
  .fields(httpBodyHere)
  .fields({ lines: textLines('Lines', '') })
  .isContent()
