import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { framesOf } from '../../support/packets.ts'
import { RoundTrips } from '../../support/round-trips.ts'

test('layers of the captures here are written as they were read', async () => {
  const trips = new RoundTrips()
  const captures = readdirSync('captures').filter((name) => /\.pcap(ng)?$/.test(name))
  expect(captures.length).toBeGreaterThan(40)
  for (const name of captures) for (const frame of framesOf(name)) trips.add(frame, `${name} ${frame.number}`)
  // With nothing changed every packet stays what it is, cut or not.
  expect(trips.failures).toEqual([])
  await expect(trips.table()).toMatchFileSnapshot('../../golden/round-trips.txt')
})
