/** The names that were asked for, and their addresses: node dns-names.js FILE */
import { packets } from 'onwire'

for await (const { dns } of packets(process.argv[2], { filter: 'dns.flags.response == 1' }))
  console.log(dns.questions[0]?.name, ...dns.answers.flatMap(({ address }) => address ?? []))
