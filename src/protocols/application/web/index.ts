/** The web: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { ajp13 } from './ajp13.ts'
import { grpc, grpcWebText, protobuf } from './grpc/index.ts'
import { http, ssdp } from './http/index.ts'
import { http2, mediaBody } from './http2/index.ts'
import { http3 } from './http3/index.ts'
import { serverSentEvents } from './media/events.ts'
import { form } from './media/form.ts'
import { gif } from './media/gif.ts'
import { ipp } from './media/ipp.ts'
import { jpeg } from './media/jpeg.ts'
import { json } from './media/json.ts'
import { media } from './media/media.ts'
import { multipart } from './media/multipart.ts'
import { png } from './media/png.ts'
import { textData } from './media/text-lines.ts'
import { xml } from './media/xml.ts'
import { websocket } from './websocket/index.ts'

export const webProtocols = {
  http, http2, http3, ssdp, websocket, grpc, grpcWebText, protobuf, httpBody: media, mediaBody, textData, json, form,
  multipart, serverSentEvents, png, gif, jpeg, xml, ajp13, ipp,
}
