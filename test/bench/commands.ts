/**
 * Whole commands against each other on one file: wall time, packets a second, peak memory. Needs tcpdump, tshark, capinfos and GNU time.
 *
 *     npm run bench            # all; takes some minutes, nearly all of them tshark's
 *     npm run bench -- --quick # without tshark
 */
import { spawnSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { corpus } from './corpus.ts'

interface Run {
  readonly seconds: number
  readonly kilobytes: number
}
interface Contender {
  readonly name: string
  readonly command: readonly string[]
  readonly slow?: boolean
}

const onwire = [process.execPath, 'bin/onwire.js']
const tenFields = [
  'frame.number',
  'frame.time_epoch',
  'frame.len',
  'ip.src',
  'ip.dst',
  'ip.proto',
  'tcp.srcport',
  'tcp.dstport',
  'udp.srcport',
  'udp.dstport',
]
/** The first segments of connections from or to one net. */
const opening = 'ip.addr == 10.0.0.0/8 and tcp.flags.syn == 1 and not tcp.flags.ack == 1'
/** The number of a TCP stream. */
const stream = 100
const rounds = 5

const disciplines = (file: string): Record<string, readonly Contender[]> => ({
  'count packets': [
    { name: 'onwire read --count', command: [...onwire, 'read', file, '--count'] },
    { name: 'tcpdump --count', command: ['tcpdump', '-r', file, '--count'] },
    { name: 'capinfos -c', command: ['capinfos', '-c', file] },
    { name: 'tshark -q -z io,stat,0', command: ['tshark', '-r', file, '-q', '-z', 'io,stat,0'], slow: true },
  ],
  'filter by port': [
    {
      name: "onwire read -f 'tcp port 443' --count",
      command: [...onwire, 'read', file, '-f', 'tcp port 443', '--count'],
    },
    {
      name: "onwire read -Y 'tcp.port == 443' --count",
      command: [...onwire, 'read', file, '-Y', 'tcp.port == 443', '--count'],
    },
    { name: "tcpdump 'tcp port 443' --count", command: ['tcpdump', '-r', file, '--count', 'tcp port 443'] },
  ],
  'filter by net and flags': [
    {
      name: "onwire read -Y 'ip.addr == 10.0.0.0/8 and …' --count",
      command: [...onwire, 'read', file, '-Y', opening, '--count'],
    },
    {
      name: "tshark -Y 'ip.addr == 10.0.0.0/8 and …'",
      command: ['tshark', '-n', '-r', file, '-Y', opening],
      slow: true,
    },
  ],
  conversations: [
    { name: 'onwire stats conversations tcp', command: [...onwire, 'stats', file, 'conversations', 'tcp'] },
    { name: 'tshark -q -z conv,tcp', command: ['tshark', '-n', '-r', file, '-q', '-z', 'conv,tcp'], slow: true },
  ],
  'follow a stream': [
    {
      name: `onwire follow tcp ${stream} --format raw`,
      command: [...onwire, 'follow', file, 'tcp', `${stream}`, '--format', 'raw'],
    },
    {
      name: `tshark -q -z follow,tcp,raw,${stream}`,
      command: ['tshark', '-n', '-r', file, '-q', '-z', `follow,tcp,raw,${stream}`],
      slow: true,
    },
  ],
  'protocol hierarchy': [
    { name: 'onwire stats hierarchy', command: [...onwire, 'stats', file, 'hierarchy'] },
    { name: 'tshark -q -z io,phs', command: ['tshark', '-n', '-r', file, '-q', '-z', 'io,phs'], slow: true },
  ],
  'print lines': [
    { name: 'onwire read', command: [...onwire, 'read', file] },
    { name: 'tcpdump -n', command: ['tcpdump', '-n', '-r', file] },
    { name: 'tshark -n', command: ['tshark', '-n', '-r', file], slow: true },
  ],
  'ten fields': [
    {
      name: 'onwire read --format ndjson --fields',
      command: [...onwire, 'read', file, '--format', 'ndjson', '--fields', tenFields.join(',')],
    },
    {
      name: 'tshark -T ek -e',
      command: ['tshark', '-n', '-r', file, '-T', 'ek', ...tenFields.flatMap((field) => ['-e', field])],
      slow: true,
    },
  ],
})

const { path, packets, bytes, source } = await corpus()
const quick = process.argv.includes('--quick')
console.log(
  `${packets.toLocaleString('en')} packets, ${Math.round(bytes / 1e6)} MB: ${source}. Output to /dev/null; medians of ${rounds} rounds in turn, slow ones once; Node ${process.versions.node}.\n`,
)
console.log(
  '| | command | wall time | packets a second | peak memory | against onwire |\n| --- | --- | ---: | ---: | ---: | ---: |',
)
for (const [discipline, all] of Object.entries(disciplines(path))) {
  const contenders = all.filter(({ slow }) => !(quick && slow))
  const runs = new Map<Contender, Run[]>(contenders.map((contender) => [contender, []]))
  // In turn and not in blocks, so that a machine that slows down slows all of them.
  for (let round = 0; round < rounds; round++)
    for (const contender of contenders)
      if (round === 0 || !contender.slow) runs.get(contender)!.push(run(contender.command))
  const best = median(runs.get(contenders[0]!)!.map(({ seconds }) => seconds))
  for (const contender of contenders) {
    const seconds = median(runs.get(contender)!.map((run) => run.seconds))
    const memory = Math.max(...runs.get(contender)!.map((run) => run.kilobytes)) / 1024
    console.log(
      `| ${discipline} | \`${contender.name}\` | ${seconds.toFixed(2)} s | ${Math.round(packets / seconds).toLocaleString('en')} | ${memory.toFixed(0)} MB | ${(seconds / best).toFixed(2)} × |`,
    )
  }
}

function run(command: readonly string[]): Run {
  const nowhere = openSync('/dev/null', 'w')
  const begin = performance.now()
  const { status, stderr, error } = spawnSync('/usr/bin/time', ['-f', '%M', ...command], {
    stdio: ['ignore', nowhere, 'pipe'],
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  })
  const seconds = (performance.now() - begin) / 1000
  closeSync(nowhere)
  if (error !== undefined || status !== 0)
    throw new Error(`${command.join(' ')}: ${error?.message ?? `exit status ${status}`}\n${stderr}`)
  return { seconds, kilobytes: Number(stderr.trim().split('\n').at(-1)) }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}
