/** Decodes bytes: node decode-bytes.js HEXADECIMAL [LINKTYPE] */
import { Packet } from 'onwire'

console.log(Packet.of(Buffer.from(process.argv[2], 'hex'), Number(process.argv[3] ?? 1)))
