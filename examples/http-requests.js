/** HTTP requests with status and seconds, also of several segments: node http-requests.js FILE */
import { openFile, TrafficReport } from 'onwire'

const report = new TrafficReport()
for await (const batch of await openFile(process.argv[2])) report.take(batch)
for (const { method, url, status, duration } of report.summary().requests) console.log(method, url, status, duration)
