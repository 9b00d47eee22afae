/** Message Transfer Part of Signaling System No. 7: links (ITU-T Q.703) and networks (ITU-T Q.704). */
import { bits, flag, group, nameIn, protocol, u8, type Names } from '../../../../schema/index.ts'

/** ITU-T Q.704, section 14.2.1. */
const services: Names = {
  0: 'SNM', 1: 'MTN', 2: 'MTNS', 3: 'SCCP', 4: 'TUP', 5: 'ISUP', 6: 'DUP', 7: 'DUP (facility)', 8: 'MTP testing', 9: 'Broadband ISUP',
  10: 'Satellite ISUP', 12: 'AAL type 2 signaling', 13: 'BICC', 14: 'Gateway Control Protocol',
}
const networks: Names = { 0: 'International', 1: 'International, spare', 2: 'National', 3: 'National, spare' }

/** ITU-T Q.703, section 2.2. */
export const mtp2 = protocol('mtp2', 'Message Transfer Part Level 2', { linktype: [140] })
  .specified('ITU-T Q.703')
  .fields({
    backwardIndicator: flag('mtp2.bib', 'Backward indicator bit'),
    backward:          bits(7, 'mtp2.bsn', 'Backward sequence number'),
    forwardIndicator:  flag('mtp2.fib', 'Forward indicator bit'),
    forward:           bits(7, 'mtp2.fsn', 'Forward sequence number'),
    spare:             bits(2, 'mtp2.spare', 'Spare'),
    lengthIndicator:   bits(6, 'mtp2.li', 'Length Indicator'),
  })
  .cases([({ lengthIndicator }) => lengthIndicator === 1 || lengthIndicator === 2, { status: u8('mtp2.sf', 'Status field') }])
  .payload({ tables: [['mtp3.link', ({ lengthIndicator }) => (lengthIndicator > 2 ? 1 : -1)]] })
  .summarized(({ lengthIndicator }) => (lengthIndicator === 0 ? 'FISU' : lengthIndicator < 3 ? 'LSSU' : 'MSU'))

/** ITU-T Q.704, sections 2.2 and 14.2. */
export const mtp3 = protocol('mtp3', 'Message Transfer Part Level 3', { linktype: [141], 'mtp3.link': [1] })
  .specified('ITU-T Q.704')
  .fields({
    network:     bits(2, 'mtp3.network_indicator', 'Network indicator', { names: networks, base: 16 }),
    spare:       bits(2, 'mtp3.spare', 'Spare', { base: 16 }),
    service:     bits(4, 'mtp3.service_indicator', 'Service indicator', { names: services, base: 16 }),
    routing:     group('', 'Routing label', {
      destination: bits(14, 'mtp3.dpc', 'DPC', { also: 'mtp3.pc' }),
      originating: bits(14, 'mtp3.opc', 'OPC', { also: 'mtp3.pc' }),
      selection:   bits(4, 'mtp3.sls', 'Signaling Link Selector'),
    }, { order: 'little' }),
  })
  .payload({ tables: [['mtp3.service_indicator', 'service']] })
  .summarized(({ service,
    routing }) => `${routing.originating} > ${routing.destination} ${nameIn(services, service) ?? `service ${service}`}`)
