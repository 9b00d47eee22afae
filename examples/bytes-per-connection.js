/** Connections by their bytes, the largest first: node bytes-per-connection.js FILE */
import { openFile, TrafficReport } from 'onwire'

const report = new TrafficReport({ connections: Infinity })
for await (const batch of await openFile(process.argv[2])) report.take(batch)
const bytes = ({ fromClient, fromServer }) => fromClient.bytes + fromServer.bytes
for (const each of report.summary().connections.toSorted((a, b) => bytes(b) - bytes(a)))
  console.log(bytes(each), each.protocol, each.client.address, each.server.address, each.server.port)
