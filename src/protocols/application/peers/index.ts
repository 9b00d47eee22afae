/** Between peers: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { bittorrent } from './bittorrent.ts'

export const peerProtocols = {
  bittorrent,
}
