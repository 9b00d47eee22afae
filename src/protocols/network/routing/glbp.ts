/** Gateway Load Balancing Protocol of Cisco, which no public specification describes: fields as observed. */
import {
  bytes, given, ipv4Address, ipv6Address, lineOf, list, mac, nameIn, protocol, range, record, rest, text, u16, u32, u8,
} from '../../../schema/index.ts'

const types = { 1: 'Hello', 2: 'Request/Response', 3: 'Auth' } as const
const gatewayStates = {
  0: 'Disabled', 1: 'Initial', 4: 'Listen', 8: 'Speak', 16: 'Standby', 32: 'Active',
} as const
const families = { 1: 'IPv4', 2: 'IPv6' } as const
const part = record('TLV', { type: u8('glbp.type', 'Type', { names: types }), length: u8('glbp.length', 'Length', { unit: 'bytes' }) })
  .followedBy({ length: 'length', minus: 2 })
  .choice('type', {
    1: {
      unknown10: bytes('glbp.hello.unknown10', 'Unknown', 1), state: u8('glbp.hello.vgstate', 'Gateway state', { names: gatewayStates }),
      unknown11: bytes('glbp.hello.unknown11', 'Unknown', 1), priority: u8('glbp.hello.priority', 'Priority'),
      unknown12: bytes('glbp.hello.unknown12', 'Unknown', 2), hello: u32('glbp.hello.helloint', 'Hello interval', { unit: 'ms' }),
      hold: u32('glbp.hello.holdint', 'Hold interval', { unit: 'ms' }), redirect: u16('glbp.hello.redirect', 'Redirect', { unit: 's' }),
      timeout: u16('glbp.hello.timeout', 'Timeout', { unit: 's' }), unknown13: bytes('glbp.hello.unknown13', 'Unknown', 2),
      family: u8('glbp.hello.addrtype', 'Address type', { names: families }),
      addressLength: u8('glbp.hello.addrlen', 'Address length', { unit: 'bytes' }),
    },
    2: {
      forwarder: u8('glbp.reqresp.forwarder', 'Forwarder'), forwarderState: u8('glbp.reqresp.vfstate', 'Forwarder state',
        { names: gatewayStates }),
      unknown21: bytes('glbp.reqresp.unknown21', 'Unknown', 1), forwarderPriority: u8('glbp.reqresp.priority', 'Priority'),
      weight: u8('glbp.reqresp.weight', 'Weight'), unknown22: bytes('glbp.reqresp.unknown22', 'Unknown', 7),
      virtualMac: mac('glbp.reqresp.virtualmac', 'Virtual MAC'),
    },
    3: {
      authenticationType: u8('glbp.auth.authtype', 'Authentication type', { names: { 1: 'Plain text', 2: 'MD5 string', 3: 'MD5 chain' } }),
      authenticationLength: u8('glbp.auth.authlength', 'Authentication length', { unit: 'bytes' }),
    },
  }, { unknown: rest('glbp.unknown.data', 'Data') })
  .cases(
    [{ type: 1, family: 1, addressLength: 4 }, { virtual: ipv4Address('glbp.hello.virtualipv4', 'Virtual IPv4') }],
    [{ type: 1, family: 2, addressLength: 16 }, { virtual: ipv6Address('glbp.hello.virtualipv6', 'Virtual IPv6') }],
    [{ type: 1 }, { otherVirtual: bytes('glbp.hello.virtualunk', 'Virtual address', 'addressLength') }],
    [{ type: 3, authenticationType: 1 }, { password: text('glbp.auth.plainpass', 'Password', 'authenticationLength',
      { padding: 'zero' }) }],
    [{ type: 3, authenticationType: 2 }, { digest: bytes('glbp.auth.md5hash', 'MD5 hash', 'authenticationLength') }],
    [{ type: 3, authenticationType: 3 }, {
      chain: u32('glbp.auth.md5chainindex', 'MD5 chain index'),
      digest: bytes('glbp.auth.md5chainhash', 'MD5 hash', { length: 'authenticationLength', minus: 4 }),
    }],
    [{ type: 3 }, { otherAuthentication: bytes('glbp.auth.authunknown', 'Authentication value', 'authenticationLength') }],
  )
  .fields({ more: rest('', 'Data') })

const header = record('Header', { version: u8('', 'Version'), unknown: u8('', 'Unknown'), group: u16('', 'Group'),
  more: u16('', 'Unknown') })
const begins = header.recognizer({ version: 1, group: range(0, 1023) })

export const glbp = protocol('glbp', 'Gateway Load Balancing Protocol', { 'udp.port': [3222] })
  .accepts(begins)
  .fields({
    version:  u8('glbp.version', 'Version'),
    unknown1: u8('glbp.unknown1', 'Unknown'),
    group:    u16('glbp.group', 'Group'),
    unknown2: bytes('glbp.unknown2', 'Unknown', 2),
    owner:    mac('glbp.ownerid', 'Owner ID'),
    parts:    list('glbp.tlv', 'TLVs', part),
  })
  .colored('routing')
  .summarized(({ group, parts }) => {
    const words = [`group ${group}`]
    for (const { type, state, priority, virtual, forwarder, forwarderState, weight } of parts.slice(0, most)) {
      if (state !== undefined) words.push(lineOf([`Hello (${nameIn(gatewayStates, state) ?? state})`, given`priority ${priority}`]))
      if (virtual !== undefined) words.push(virtual)
      if (type !== 2 || forwarder === undefined) continue
      const forwarding = nameIn(gatewayStates, forwarderState ?? 0) ?? `${forwarderState}`
      words.push(lineOf([`forwarder ${forwarder} (${forwarding})`, given`weight ${weight}`]))
    }
    return words.join(', ')
  })
/** TLVs that the line looks at: a hello and four forwarders. */
const most = 6
