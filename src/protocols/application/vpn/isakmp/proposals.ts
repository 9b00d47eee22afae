/** Security Association payloads, with proposals and their transforms: RFC 2408, section 3.4, and RFC 7296, section 3.3. */
import {
  bytes, computed, found, list, record, u16, u32, u8, type Found, type View,
} from '../../../../schema/index.ts'
import { keyExchangeAttribute, securityAttribute, transformAttribute } from './attributes.ts'
import {
  encryptionTransforms, groups, integrityTransforms, payloadTypes, protocolIds, protocolIds2, pseudoRandomTransforms, sequenceTransforms,
  transformTypes,
} from './names.ts'

const header = record('Header', {
  next: u8('isakmp.nextpayload', 'Next payload'), reserved: u8('isakmp.reserved', 'Reserved'),
  length: u16('isakmp.payloadlength', 'Payload length'),
})
const [nextAt, lengthAt] = [header.reader('next'), header.reader('length')]
const headerLength = 4

/** Payloads from one place on, of which the first has the type `first`, and each says what the next one is. */
export function payloadsIn(bytes: Uint8Array, from: number, end: number, first: number, facts: Facts, isLast?: IsLast): readonly Found[] {
  const payloads: Found[] = []
  for (let at = from, type = first; type !== 0 && at + headerLength <= end;) {
    const length = lengthAt(bytes, at)
    const stop = length < headerLength ? end : Math.min(at + length, end)
    payloads.push({ start: at, end: stop, facts: { ...facts, type } })
    if (length < headerLength || isLast?.(type) === true) break
    type = nextAt(bytes, at)
    at = stop
  }
  return payloads
}
type Facts = Readonly<Record<string, number>>
type IsLast = (type: number) => boolean

/** What a payload is, which the one before it said. */
export const typeOf = ({ facts }: View) => (facts?.['type'] as number | undefined) ?? 0
export const payloadType = { payloadType: computed('isakmp.typepayload', 'Payload', typeOf, { names: payloadTypes }) }
const plainHeader = {
  next:     u8('isakmp.nextpayload', 'Next payload', { names: payloadTypes }),
  reserved: bytes('isakmp.reserved', 'Reserved', 1),
  length:   u16('isakmp.payloadlength', 'Payload length', { unit: 'bytes' }),
}
const [proposalType, transformType, isakmp] = [2, 3, 1]

/** RFC 2408, section 3.6: what the identifier and the attributes mean says the protocol of the proposal. */
const transform = record('Transform', { ...payloadType, ...plainHeader })
  .fields({
    number:      u8('isakmp.trans.number', 'Transform number'),
    transformId: u8('isakmp.trans.id', 'Transform ID'),
    reserved2:   bytes('isakmp.reserved', 'Reserved', 2),
  })
  .choice(({ facts }) => (facts?.['protocolId'] === isakmp ? 1 : 0), {
    1: { attributes: list('isakmp.ike.attr', 'IKE Attributes', keyExchangeAttribute) },
  }, { securityAttributes: list('isakmp.ipsec.attr', 'IPsec Attributes', securityAttribute) })

/** RFC 7296, section 3.3.2. */
const transform2 = record('Transform', { ...payloadType, ...plainHeader })
  .fields({
    kind:      u8('isakmp.tf.type', 'Transform Type', { names: transformTypes }),
    reserved2: bytes('isakmp.reserved', 'Reserved', 1),
  })
  .choice('kind', {
    1: { encryption: u16('isakmp.tf.id.encr', 'Transform ID (ENCR)', { names: encryptionTransforms }) },
    2: { pseudoRandom: u16('isakmp.tf.id.prf', 'Transform ID (PRF)', { names: pseudoRandomTransforms }) },
    3: { integrity: u16('isakmp.tf.id.integ', 'Transform ID (INTEG)', { names: integrityTransforms }) },
    4: { group: u16('isakmp.tf.id.dh', 'Transform ID (D-H)', { names: groups }) },
    5: { sequenceNumbers: u16('isakmp.tf.id.esn', 'Transform ID (ESN)', { names: sequenceTransforms }) },
  }, { other: u16('isakmp.tf.id', 'Transform ID') })
  .fields({ attributes: list('isakmp.ike2.attr', 'Transform Attributes', transformAttribute) })

const proposalOf = (names: Readonly<Record<number, string>>) => record('Proposal', { ...payloadType, ...plainHeader })
  .fields({
    number:         u8('isakmp.prop.number', 'Proposal number'),
    protocolId:     u8('isakmp.prop.protoid', 'Protocol ID', { names }),
    spiLength:      u8('isakmp.spisize', 'SPI Size', { unit: 'bytes' }),
    transformCount: u8('isakmp.prop.transforms', 'Proposal transforms'),
    spi:            bytes('isakmp.spi', 'SPI', 'spiLength'),
  })

const proposal = proposalOf(protocolIds).fields({ transforms: found('', 'Transforms', transform, ({ bytes, end, protocolId }, at) =>
  payloadsIn(bytes, at, end, transformType, { protocolId })) })
const proposal2 = proposalOf(protocolIds2).fields({ transforms2: found('', 'Transforms', transform2, ({ bytes, end }, at) =>
  payloadsIn(bytes, at, end, transformType, {})) })

/** RFC 2407, section 4.6.1. */
export const association = {
  domain:    u32('isakmp.sa.doi', 'Domain of interpretation', { names: { 0: 'ISAKMP', 1: 'IPSEC', 2: 'GDOI' } }),
  situation: bytes('isakmp.sa.situation', 'Situation', 4),
  proposals: found('', 'Proposals', proposal, ({ bytes, end }: View, at) => payloadsIn(bytes, at, end, proposalType, {})),
}
export const association2 = {
  proposals2: found('', 'Proposals', proposal2, ({ bytes, end }: View, at) => payloadsIn(bytes, at, end, proposalType, {})),
}
