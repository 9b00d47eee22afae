/** A protocol of one's own, on TCP port 9999: node own-protocol.js FILE */
import { packets, registerProtocols } from 'onwire'
import { protocol, text, u16, u8 } from 'onwire/schema'

const acme = protocol('acme', 'Acme Sensors', { 'tcp.port': [9999] }).fields({
  kind: u8('acme.kind', 'Kind', { names: { 1: 'report', 2: 'alarm' } }),
  value: u16('acme.value', 'Value', { signed: true }),
  unit: text('acme.unit', 'Unit'),
})
registerProtocols({ acme })
for await (const { acme } of packets(process.argv[2], { filter: 'acme.kind == 2' })) console.log(acme.value, acme.unit)
