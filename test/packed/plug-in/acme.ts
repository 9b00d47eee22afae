/** The protocol of the Acme sensors, which speak on TCP port 9999: readings, each with its unit. */
import { list, protocol, record, text, u16, u8 } from 'onwire/schema'

const reading = record('Reading', {
  sensor: u8('acme.sensor', 'Sensor'),
  value: u16('acme.value', 'Value', { signed: true }),
  unit: text('acme.unit', 'Unit', { prefix: 1 }),
})

export const acme = protocol('acme', 'Acme Sensors', { 'tcp.port': [9999] })
  .fields({
    version: u8('acme.version', 'Version'),
    kind: u8('acme.kind', 'Kind', { names: { 1: 'Report', 2: 'Alarm' } }),
    count: u8('acme.count', 'Count'),
    readings: list('acme.readings', 'Readings', reading, { count: 'count' }),
  })
  .summarized(({ kind, count }) => `${kind === 2 ? 'alarm' : 'report'} of ${count} readings`)

declare module 'onwire' {
  interface Protocols {
    readonly acme: typeof acme
  }
}
