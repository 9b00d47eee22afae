import { defaultBinary, defaultReport } from '../defaults.ts'
import { reportNames } from '../../../check/reporters/names.ts'
import { section } from '../option.ts'

export const expectationOptions = section('Expectations', ['check', 'run'], {
  expect: {
    kind: 'words',
    filters: 1,
    takes: 1,
    value: 'FILTER',
    help:
      'Expect at least one packet that matches a display filter. Expectations can be repeated, and named: ' +
      '--expect \'login: http.request.uri == "/login"\'',
  },
  'expect-none': { kind: 'words', filters: 1, takes: 1, value: 'FILTER', help: 'Expect no packet that matches' },
  'expect-only': { kind: 'words', filters: 1, takes: 1, value: 'FILTER', help: 'Expect every packet to match' },
  'expect-count': {
    kind: 'words',
    filters: 1,
    takes: 2,
    value: 'FILTER COUNT',
    help: "Expect a number of packets that match: --expect-count 'dns' '>= 3'; also '== 2', '< 5', '2..4' or '3'",
  },
  'expect-order': {
    kind: 'words',
    filters: Infinity,
    value: 'FILTER FILTER..',
    help:
      'Expect a packet that matches the first filter, a later one that matches the second, and so on; takes all ' +
      'words up to the next option',
  },
  within: {
    kind: 'words',
    takes: 1,
    value: 'TIME',
    help:
      'Time limit of the preceding expectation, such as 500ms, counted from the first packet, or from the first ' +
      'match of --expect-order. Before all expectations, it applies to each --expect, --expect-count and --expect-order ' +
      'without a limit of its own',
  },
  expectations: {
    kind: 'words',
    takes: 1,
    value: 'FILE',
    help:
      'Read expectations from a YAML file: a list named expectations, of filter, kind, count, within; ' +
      'can be repeated',
  },
  report: {
    kind: 'text',
    value: 'FORMAT',
    choices: reportNames,
    help:
      'Format of the report that is shown, or of a report file whose format is not stated otherwise: then the report ' +
      'is shown as text',
    default: defaultReport,
  },
  'report-file': {
    kind: 'words',
    takes: 1,
    value: '[FORMAT:]FILE',
    help:
      'Write the report to FILE: as FORMAT, or by the ending .xml (junit), .tap, .json, .md (markdown) or .txt ' +
      '(text); can be repeated',
  },
  'no-step-summary': {
    kind: 'switch',
    help: 'Do not append the report as Markdown to the file that GITHUB_STEP_SUMMARY names in GitHub Actions',
  },
  snapshot: {
    kind: 'text',
    value: 'FILE',
    help:
      'Compare the conversation with the one recorded in FILE, ignoring times, ephemeral ports and similar values; ' +
      'FILE is recorded if it does not exist',
  },
  update: { kind: 'switch', help: 'Record the snapshot again' },
  ignore: {
    kind: 'list',
    value: 'FIELDS',
    help: 'Fields that the snapshot also ignores, by their filter names, such as http.user_agent,dns.a',
  },
  mask: {
    kind: 'words',
    takes: 1,
    value: 'FIELD|REGEX',
    help:
      'Put * in the snapshot in place of the value of a field, such as http.request.uri.query, or of what a regular ' +
      "expression matches in its text: --mask '(?<=id=)[0-9a-f-]+'; can be repeated",
  },
  unordered: {
    kind: 'switch',
    help: 'Compare conversations and requests with the snapshot in any order, for commands that send them in parallel',
  },
  binary: {
    kind: 'text',
    value: 'FORM',
    choices: ['length', 'content'],
    help:
      'What the snapshot holds of data that is not text: its length, or its content, which with most protocols ' +
      'differs in every run',
    default: defaultBinary,
  },
  'show-secrets': {
    kind: 'switch',
    help:
      'Show credentials, such as cookies and the values of Authorization, in snapshots and in what is said of ' +
      'packets; otherwise they are hidden',
  },
})
