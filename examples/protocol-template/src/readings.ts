/** Acme Readings: values of sensors, each with its unit, as answers of a relay hold them. */
import type {} from 'onwire'
import { list, protocol, record, text, u16, u8 } from 'onwire/schema'

const reading = record('Reading', {
  sensor: u8('acme.sensor', 'Sensor'),
  value: u16('acme.value', 'Value', { signed: true }),
  unit: text('acme.unit', 'Unit', { prefix: 1 }),
})

export const readings = protocol('acme', 'Acme Readings', { 'relay.content': [1] })
  .fields({
    count: u8('acme.count', 'Count'),
    readings: list('acme.readings', 'Readings', reading, { count: 'count' }),
  })
  .summarized(({ readings }) =>
    readings.map(({ sensor, value, unit }) => `${sensor}: ${value} ${unit ?? ''}`).join(', '),
  )

declare module 'onwire' {
  interface Protocols {
    readonly readings: typeof readings
  }
}
