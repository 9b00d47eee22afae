import { streamFormats } from '../../../output/streams/formats.ts'
import {
  defaultColor,
  defaultFormat,
  defaultInterfacesFormat,
  defaultOrder,
  defaultListFormat,
  defaultStreamFormat,
} from '../defaults.ts'
import { analysing, showing } from '../command-groups.ts'
import { formats, section } from '../option.ts'

const heading = 'Output'

export const outputOptions = {
  ...section(
    heading,
    [...showing, 'interfaces', 'diagnose', 'fields', 'protocols', 'stats', 'info', 'follow', 'export'],
    {
      format: {
        kind: 'text',
        value: 'FORMAT',
        choices: formats,
        help: 'Output format',
        default: defaultFormat,
        differs: {
          stats: { choices: ['table', 'json', 'csv'], default: 'table' },
          info: { choices: ['table', 'json', 'csv'], default: 'table' },
          follow: { choices: streamFormats, default: defaultStreamFormat },
          export: { choices: ['table', 'json'], default: defaultListFormat },
          interfaces: { choices: ['table', 'line', 'json', 'ndjson'], default: defaultInterfacesFormat },
          diagnose: { choices: ['line', 'json', 'csv'] },
          fields: { choices: ['line', 'json', 'ndjson'] },
          protocols: { choices: ['line', 'json', 'ndjson'] },
        },
      },
    },
  ),
  ...section(heading, [...showing, 'interfaces', ...analysing, 'info', 'follow'], {
    color: {
      kind: 'text',
      value: 'WHEN',
      choices: ['auto', 'always', 'never'],
      lastCounts: true,
      help: 'When to use colors; auto is on a terminal, unless NO_COLOR or FORCE_COLOR is set',
      default: defaultColor,
    },
  }),
  ...section(heading, [...showing, 'interfaces', ...analysing, 'send'], {
    verbose: {
      letter: 'v',
      kind: 'count',
      help:
        'Show more: below each line what its layers say, such as TTL, options, records and checksums, and in trees ' +
        'the bytes of each field; -vv shows more of it',
      differs: {
        diagnose: { help: 'Show all findings, not only the 50 gravest' },
        stats: { help: 'Show more' },
        send: { help: 'Show more' },
      },
    },
  }),
  ...section(heading, [...showing, 'diagnose', 'stats', 'info'], {
    wide: {
      kind: 'switch',
      formats: ['line', 'table', 'tree'],
      help: 'Do not cut lines at the width of the terminal; elsewhere they never are',
      differs: { diagnose: { help: 'Do not wrap lines at the width of the terminal; elsewhere they never are' } },
    },
  }),
  ...section(heading, showing, {
    quiet: { letter: 'q', kind: 'switch', help: 'Show less' },
    fields: {
      kind: 'list',
      value: 'A,B..',
      formats: ['table', 'json', 'ndjson', 'csv'],
      help: 'Fields to show, by their filter names; needs --format table, json, ndjson or csv',
    },
    count: { kind: 'switch', help: 'Show only the number of packets' },
    summary: {
      kind: 'switch',
      help: 'Show a traffic summary: names, connections, requests, failures; with --print, after the packets',
    },
    'sort-by': {
      kind: 'text',
      value: 'ORDER',
      choices: ['start', 'bytes', 'time', 'count'],
      help: 'Order of the rows of --summary: the largest first',
      default: defaultOrder,
    },
    'line-buffered': { letter: 'l', kind: 'switch', help: 'Flush the output after each packet' },
  }),
}
