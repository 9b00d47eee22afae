/** Whether a word of a line begins a filter: no command and hardly an interface is called so. */
export const beginsFilter = (word: string): boolean => filterWords.has(word) || /^[!(]|^\w+\[/.test(word)

/** The primitives of capture filters, and the protocols that display filters are asked for most. */
const filterWords: ReadonlySet<string> = new Set(
  [
    'not and src dst host net port portrange gateway proto protochain less greater len',
    'ether vlan mpls pppoes geneve broadcast multicast inbound outbound wlan llc stp',
    'ip ip6 arp rarp tcp udp sctp icmp icmp6 igmp pim ah esp vrrp dns http tls',
  ].flatMap((words) => words.split(' ')),
)
