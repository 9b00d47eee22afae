/** Examples and exit statuses, for the help and the manual page. */
export const examples: readonly (readonly [line: string, meaning: string])[] = [
  ['onwire read trace.pcapng', 'show one line per packet'],
  ['onwire read trace.pcap --format tree -c 1', 'show the first packet in full'],
  ['onwire read - --format ndjson < trace.pcap', 'show packets as JSON, one per line'],
  ['onwire stats trace.pcap conversations tcp', 'show who talks to whom'],
  ['onwire follow trace.pcap tcp 0', 'show what both sides of a connection sent'],
  ['onwire export trace.pcap -d files', 'write the files that were transferred'],
  ['onwire edit a.pcap b.pcap --anonymise -w safe.pcapng', 'merge files and replace addresses and names'],
  ['sudo onwire live eth0 -w trace.pcap --print', 'show packets and save them'],
  ['onwire check trace.pcapng --expect dns', 'check that there is a DNS packet'],
  ['onwire diagnose trace.pcapng', 'say what is wrong, the gravest first'],
  ['sudo onwire send trace.pcap -i eth0', 'send packets as they were captured'],
  ['sudo onwire run -- curl http://example.test', 'show what a command sends and receives'],
]

export const exitStatuses: readonly (readonly [status: number, meaning: string])[] = [
  [0, 'success'],
  [1, 'a check failed, nothing was found, or a filter could not decide'],
  [2, 'usage error'],
  [3, 'a file or an interface failed'],
]
