/** What is of a media type that nobody reads, or of none. */
import { protocol, rest } from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'

export const media = protocol('media', 'Media Type', { 'http.body': ['decoded'], 'media_type': ['*/*'] })
  .specified('RFC 6838')
  .borrows('onwire')
  .fields(httpBodyHere)
  .fields({ data: rest('media.type', 'Media type') })
  .isContent()
