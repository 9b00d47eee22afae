/** Resources of LwM2M in TLV, as CoAP carries them: OMA-TS-LightweightM2M_Core 1.1.1, section 7.4.3. */
import {
  bits, list, nameIn, only, protocol, record, rest, u16, u24, u8, type Names, type Schema,
} from '../../../schema/index.ts'

const kinds = { 0: 'Object Instance', 1: 'Resource Instance', 2: 'Resource Array', 3: 'Resource' } satisfies Names

interface Head { readonly lengthOfLength: number, readonly short: number | undefined, readonly length: number | undefined }
const sizeOf = ({ lengthOfLength, short = 0, length = 0 }: Head) => (lengthOfLength === 0 ? short : length)
const head = () => record('TLV', {
  kind:           bits(2, 'lwm2mtlv.type.type', 'Type of Identifier', { names: kinds }),
  longId:         bits(1, 'lwm2mtlv.type.loi', 'Length of Identifier'),
  lengthOfLength: bits(2, 'lwm2mtlv.type.lol', 'Length of Length'),
  short:          only({ lengthOfLength: 0 }, bits(3, 'lwm2mtlv.type.length', 'Length')),
})
  .choice('longId', {
    0: { id: u8('lwm2mtlv.identifier', 'Identifier') },
    1: { id: u16('lwm2mtlv.identifier', 'Identifier') },
  })
  .choice('lengthOfLength', {
    1: { length: u8('lwm2mtlv.length', 'Length', { unit: 'bytes' }) },
    2: { length: u16('lwm2mtlv.length', 'Length', { unit: 'bytes' }) },
    3: { length: u24('lwm2mtlv.length', 'Length', { unit: 'bytes' }) },
  })
  .followedBy((view) => sizeOf(view as never))
const value = { value: rest('lwm2mtlv.value', 'Value') }
const plain = head().fields(value)
/** Object instances hold resources, and resources with several instances these. */
const nesting = <V>(inner: Schema<V>) => head().choice('kind', { 0: { inside: list('', 'Inside', inner) }, 2: { inside: list('', 'Inside',
  inner) } }, value)
const item = nesting(nesting(plain))

export const lwm2m = protocol('lwm2mtlv', 'Lightweight M2M TLV', { media_type: ['application/vnd.oma.lwm2m+tlv'] })
  .specified('Open Mobile Alliance, LwM2M 1.2 Core, section 7.4.5')
  .fields({ items: list('', 'Items', item) })
  .isContent()
  .colored('messages')
  .summarized(({ items }) =>
    items.slice(0, 8).map(({ kind, id }) => `${nameIn(kinds, kind) ?? ''} ${id ?? ''}`.trim()).join(', '))
