/** What does the same as options of tcpdump and tshark that onwire lacks. */

/**
 * Advice for an unknown option, as it was written, and the value or word after it: ends a message. Undefined if there
 * is none.
 */
export function equivalentOf(option: string, value = ''): string | undefined {
  const own =
    option === '-z' && statistics.test(value)
      ? [value, `use onwire stats FILE ${tableOf(value)}`]
      : Object.entries(byValue[option] ?? {}).find(([begin]) => value.startsWith(begin))
  return own?.[1] ?? (Object.hasOwn(byOption, option) ? byOption[option] : undefined)
}

/** The statistics of tshark that `onwire stats` has too. */
const statistics =
  /^(?:(conv|endpoints),(eth|ip|ipv6|tcp|udp|sctp)|io,(?:phs|stat)|plen|http|dns|expert|flow|icmp,srt)(?:,|$)/

function tableOf(value: string): string {
  const [first = '', second = ''] = value.split(',')
  switch (first) {
    case 'conv':
      return `conversations ${second}`
    case 'endpoints':
      return `endpoints ${second}`
    case 'plen':
      return 'lengths'
    case 'icmp':
      return 'rtt'
    case 'io':
      return second === 'phs' ? 'hierarchy' : 'io --interval 1s'
    default:
      return first
  }
}

const columns = 'use --format csv --fields ip.src,tcp.port'

/** By the option, and what its value begins with. */
const byValue: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '-T': {
    json: 'use --format json',
    ek: 'use --format ndjson',
    text: 'use --format line or --format tree',
    pdml: 'use --format json',
    psml: 'use --format csv',
  },
  '-o': {
    'tls.keylog_file': 'use --keylog FILE',
    'tls.keys_list': 'use --tls-key FILE',
  },
  '-z': {
    follow: 'use onwire follow FILE tcp N',
    gzip: 'use --compress gzip',
    zstd: 'use --compress zstd',
  },
}

const byOption: Readonly<Record<string, string>> = {
  '-T': columns,
  '-V': 'use --format tree for all fields; onwire read takes several files',
  '-R': 'use -Y',
  '-2': 'use --two-pass',
  '-P': 'use --print',
  '-z': 'use --summary, or onwire stats',
  '-d': "use onwire filter FILTER to explain a filter; tshark's -d is --decode-as",
  '-o': 'onwire has no preferences: see onwire read --help',
  '-N': 'use --resolve',
  '-E': 'onwire does not decrypt ESP, and separates the columns of CSV by commas',
  '-M': 'onwire does not verify TCP-MD5 signatures',
  '-m': 'onwire reads no MIB modules',
  '--export-objects': 'use onwire export FILE -d DIR',
  '--no-color': 'use --color never',
}
