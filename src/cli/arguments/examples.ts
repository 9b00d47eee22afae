/** What the help and the manual page show beside the options. */
export const examples: readonly (readonly [line: string, meaning: string])[] = [
  ['onwire read trace.pcapng', 'one line a packet'],
  ['onwire read trace.pcap --format tree -c 1', 'the first packet in full'],
  ['onwire read - --format ndjson < trace.pcap', 'packets as JSON, one a line'],
  ['sudo onwire live eth0 -w trace.pcap --print', 'show packets and keep them'],
  ['onwire check trace.pcapng --expect dns', 'whether packets are as expected'],
  ['sudo onwire run -- curl http://example.test', 'what this command sends and receives'],
]

export const exitStatuses: readonly (readonly [status: number, meaning: string])[] = [
  [0, 'done'],
  [1, 'a check failed or nothing was found'],
  [2, 'misuse'],
  [3, 'a file or an interface failed'],
]
