import { netlinkCalls } from '../../engines/link-state/link-watch.ts'
import type { Libc } from '../../libc.ts'

/**
 * Disables checksum and segmentation offloads of an interface, so that packets are captured as on a wire. Ignores
 * unsupported settings.
 */
export function withoutOffloads(name: string, libc: Libc): void {
  const { socket, close } = netlinkCalls(libc)
  const ioctl = libc.library.func('int ioctl(int descriptor, ulong request, void *argument)')
  const descriptor = socket(inet, datagram, 0)
  if (descriptor < 0) return
  // struct ethtool_value, and struct ifreq with a pointer to it: linux/ethtool.h, linux/if.h
  const value = new Uint32Array(2)
  const request = new Uint8Array(40)
  request.set(new TextEncoder().encode(name.slice(0, 15)))
  new BigUint64Array(request.buffer, 16, 1)[0] = libc.addressOf(new Uint8Array(value.buffer))
  for (const command of [setSegmentation, setChecksums]) {
    value[0] = command
    ioctl(descriptor, ethtool, request)
  }
  close(descriptor)
}

const [inet, datagram] = [2, 2]
const ethtool = 0x8946
/** ETHTOOL_STSO, ETHTOOL_STXCSUM */
const [setSegmentation, setChecksums] = [0x1f, 0x17]
