/** Makes a packet and sends it: node make-and-send.js INTERFACE */
import { build, layer, openLive } from 'onwire'

const live = await openLive({ interfaces: [process.argv[2]] })
const ip = layer.ipv4({ source: '127.0.0.1', destination: '127.0.0.1' })
await live.inject(build(layer.ethernet(), ip, layer.udp({ destinationPort: 9999 }), 'hello'))
await live.close()
