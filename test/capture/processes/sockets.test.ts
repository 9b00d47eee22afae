import { networkInterfaces } from 'node:os'
import { expect, test, vi } from 'vitest'
import { addressText, Sockets } from '../../../src/capture/processes/sockets.ts'

vi.mock('node:os', async (original) => ({
  ...(await original<object>()),
  networkInterfaces: vi.fn<typeof networkInterfaces>(),
}))

test.each([
  ['198.51.100.7', 'IPv4', [198, 51, 100, 7]],
  ['fe80::1%eth0', 'IPv6', [0xfe, 0x80, ...Array<number>(13).fill(0), 1]],
  ['2001:db8::5:6', 'IPv6', [0x20, 1, 0x0d, 0xb8, ...Array<number>(8).fill(0), 0, 5, 0, 6]],
  ['::198.51.100.8', 'IPv6', [...Array<number>(12).fill(0), 198, 51, 100, 8]],
  ['64:ff9b::198.51.100.9', 'IPv6', [0, 0x64, 0xff, 0x9b, ...Array<number>(8).fill(0), 198, 51, 100, 9]],
] as const)('the address %s of an interface is here', (address, family, bytes) => {
  vi.mocked(networkInterfaces).mockReturnValue({ eth0: [{ address, family } as never] })
  const sockets = new Sockets('/nowhere')
  expect(sockets.isLocal(addressText(Uint8Array.from(bytes)))).toBe(true)
  expect(sockets.isLocal(addressText(Uint8Array.from([...bytes.slice(0, -1), 99])))).toBe(false)
})
