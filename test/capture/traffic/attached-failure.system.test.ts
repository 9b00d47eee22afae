import { getEventListeners } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { openProcessTraffic } from '../../../src/capture/traffic/index.ts'
import { exactTrouble } from './support.ts'

vi.mock('../../../src/capture/traffic/exact/existing-sockets.ts', () => ({
  recordExistingSockets: () => {
    throw new Error('the sockets')
  },
}))

const trouble = await exactTrouble()

test.skipIf(trouble !== undefined)(
  `who fails to watch a process leaves nobody who listens to the signal, and the process where it was${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  async () => {
    const before = readFileSync('/proc/self/cgroup', 'utf8')
    const { signal } = new AbortController()
    await expect(openProcessTraffic({ pid: process.pid }, { signal })).rejects.toThrow('the sockets')
    expect(getEventListeners(signal, 'abort')).toEqual([])
    expect(readFileSync('/proc/self/cgroup', 'utf8')).toBe(before)
  },
)
