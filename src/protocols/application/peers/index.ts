/** Between peers: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { bittorrent } from './bittorrent.ts'
import { dht } from './dht.ts'
import { utp } from './utp.ts'

export const peerProtocols = {
  bittorrent, dht, utp,
}
