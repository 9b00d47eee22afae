import { expect } from 'vitest'
import type { CommandTraffic } from '../../../src/capture/traffic/index.ts'
import { framesOf } from './support.ts'

/** A program that sends all the time, and ends by itself after 15 seconds. */
export const neverQuiet = `setInterval(() => require('node:dgram').createSocket('udp4').send('x', 9, '127.0.0.1'), 50); setTimeout(() => process.exit(), 15000)`

/** Runs a command that leaves `neverQuiet` behind, and expects that the capture ends all the same. */
export async function expectEnd(traffic: CommandTraffic): Promise<void> {
  const frames = framesOf(traffic)
  expect((await traffic.run()).exitStatus).toBe(0)
  const begin = Date.now()
  await traffic.finish(300, 1000)
  expect((await frames).length).toBeGreaterThan(20)
  // As long for the process as for silence.
  expect(Date.now() - begin).toBeGreaterThanOrEqual(2000)
  expect(Date.now() - begin).toBeLessThan(5000)
}
