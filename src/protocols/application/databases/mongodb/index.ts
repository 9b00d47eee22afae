/** MongoDB Wire Protocol: mongodb.com/docs, "MongoDB Wire Protocol", 2026-11, with the operations of versions before 5.1. */
import {
  bits, bytes, fact, flag, group, lineOf, list, nameIn, protocol, range, record, rest, text, u32, u64, u8, when,
} from '../../../../schema/index.ts'
import { commandOf, document, valueIn, type Document } from './documents.ts'

const little = { order: 'little' } as const
const operations = {
  1: 'Reply', 1000: 'Message', 2001: 'Update document', 2002: 'Insert document', 2003: 'Reserved', 2004: 'Query', 2005: 'Get More',
  2006: 'Delete document', 2007: 'Kill Cursors', 2010: 'Command Request', 2011: 'Command Reply', 2012: 'Compressed Data',
  2013: 'Extensible Message',
}
const compressors = { 0: 'none', 1: 'snappy', 2: 'zlib', 3: 'zstd' }

const leastSize = 16
const header = record('Header', {
  length:     u32('mongo.message_length', 'Message Length', { ...little, unit: 'bytes', signed: true }),
  requestId:  u32('mongo.request_id', 'Request ID', little),
  responseTo: u32('mongo.response_to', 'Response To', little),
  operation:  u32('mongo.opcode', 'OpCode', { ...little, names: operations, signed: true }),
})
/** The server takes messages of 48 MB. */
const begins = header.recognizer({ length: range(16, 48_000_000), operation: Object.keys(operations).map(Number) })

/** A connection begins with a question of the client: one of these operations, which answers nothing, with a document of its length. */
const first = record('Header', {
  length:     u32('mongo.message_length', 'Message Length', little),
  requestId:  u32('mongo.request_id', 'Request ID', little),
  responseTo: u32('mongo.response_to', 'Response To', little),
  operation:  u32('mongo.opcode', 'OpCode', little),
  flags:      u32('mongo.msg.flags', 'Flags', little),
})
const isFirst = first.recognizer({ length: range(26, 48_000_000), responseTo: 0, operation: [2004, 2013], flags: [0, 4, 0x10000] })

const documents = list('', 'Documents', document)
const one = (label: string) => list('', label, document, { count: 1 })
const collection = { collection: text('mongo.full_collection_name', 'Full Collection Name', { until: 'zero' }) }
const zero = { zero: bytes('mongo.document.zero', 'Zero', 4) }
const bit = (what: string, name: string, label: string) => flag(`mongo.${what}.flags.${name}`, label)
const cursors = record('Cursor', { cursor: u64('mongo.cursor_id', 'Cursor ID', little) })

const replyFlags = group('mongo.reply.flags', 'Flags', {
  cursorNotFound: bit('reply', 'cursornotfound', 'Cursor Not Found'), queryFailure: bit('reply', 'queryfailure', 'Query Failure'),
  sharedConfigStale: bit('reply', 'sharedconfigstale', 'Shared Config Stale'), awaitCapable: bit('reply', 'awaitcapable', 'Await Capable'),
  more: bits(28, '', 'More'),
}, little)
const queryFlags = group('mongo.query.flags', 'Flags', {
  reserved: bits(1, '', 'Reserved'), tailableCursor: bit('query', 'tailable_cursor', 'Tailable Cursor'),
  secondaryOk: bit('query', 'slave_ok', 'Secondary OK'), logReply: bit('query', 'op_log_reply', 'Operation Log Reply'),
  noTimeout: bit('query', 'no_cursor_timeout', 'No Cursor Timeout'), awaitData: bit('query', 'awaitdata', 'Await Data'),
  exhaust: bit('query', 'exhaust', 'Exhaust'), partial: bit('query', 'partial', 'Partial'), more: bits(24, '', 'More'),
}, little)
const messageFlags = group('mongo.msg.flags', 'Flags', {
  checksumPresent: bit('msg', 'checksumpresent', 'Checksum Present'), moreToCome: bit('msg', 'moretocome', 'More to Come'),
  required: bits(14, '', 'Reserved'), exhaustAllowed: bit('msg', 'exhaustallowed', 'Exhaust Allowed'), more: bits(15, '', 'More'),
}, little)
const updateFlags = group('mongo.update.flags', 'Flags', {
  upsert: bit('update', 'upsert', 'Upsert'), multiple: bit('update', 'multiupdate', 'Multi Update'), more: bits(30, '', 'More'),
}, little)
const insertFlags = group('mongo.insert.flags', 'Flags', {
  continueOnError: bit('insert', 'continueonerror', 'Continue on Error'), more: bits(31, '', 'More'),
}, little)
const deleteFlags = group('mongo.delete.flags', 'Flags', {
  single: bit('delete', 'singleremove', 'Single Remove'), more: bits(31, '', 'More'),
}, little)

/** OP_MSG: a section is a document, or documents under a name. */
const sequence = record('Document Sequence', { size: u32('mongo.msg.sections.section.size', 'Size', { ...little, unit: 'bytes' }) })
  .length('size')
  .fields({ name: text('mongo.msg.sections.section.doc_sequence_id', 'Identifier', { until: 'zero' }), documents })
const kinds = { 0: 'Body', 1: 'Document Sequence' }
const section = record('Section', { kind: u8('mongo.msg.sections.section.kind', 'Kind', { names: kinds }) })
  .choice('kind', { 0: { body: one('Body') }, 1: { sequence: list('', 'Sequence', sequence, { count: 1 }) } },
    { unknown: rest('mongo.unknown', 'Unknown') })
const wordSize = 4
const extensible = record('Extensible Message', { messageFlags }).fields({
  sections: list('', 'Sections', section, {
    length: ({ start, end, messageFlags: { checksumPresent } }) => end - start - wordSize - (checksumPresent ? wordSize : 0),
  }),
  checksum: when('messageFlags.checksumPresent', u32('mongo.msg.checksum', 'Checksum', { ...little, base: 16 })),
})

export const mongodb = protocol('mongo', 'MongoDB Wire Protocol', { 'tcp.port': [27017], 'tls.port': [27017], tcp: [] })
  .specified('https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/')
  .facts({
    answeredIn: fact.frame('mongo.response_in', 'Response in frame'),
    answers:    fact.frame('mongo.request_in', 'Request in frame'),
    time:       fact.duration('mongo.time', 'Time from request'),
  })
  .fields({
    length:     u32('mongo.message_length', 'Message Length', { ...little, unit: 'bytes', signed: true }),
    requestId:  u32('mongo.request_id', 'Request ID', { ...little, base: 16 }),
    responseTo: u32('mongo.response_to', 'Response To', { ...little, base: 16 }),
    operation:  u32('mongo.opcode', 'OpCode', { ...little, names: operations, signed: true }),
  })
  .length('length')
  .choice('operation', {
    1: {
      replyFlags, cursor: u64('mongo.cursor_id', 'Cursor ID', little), from: u32('mongo.starting_from', 'Starting From', little),
      count: u32('mongo.number_returned', 'Number Returned', little), documents,
    },
    1000: { message: text('mongo.message', 'Message', { until: 'zero' }) },
    2001: { ...zero, ...collection, updateFlags, selector: one('Selector'), update: one('Update') },
    2002: { insertFlags, ...collection, documents },
    2004: {
      queryFlags, ...collection, skip: u32('mongo.number_to_skip', 'Number To Skip', little),
      most: u32('mongo.number_to_return', 'Number to Return', { ...little, signed: true }), query: one('Query'),
      projection: list('', 'Return Field Selector', document),
    },
    2005: {
      ...zero, ...collection, most: u32('mongo.number_to_return', 'Number to Return', { ...little, signed: true }),
      cursor: u64('mongo.cursor_id', 'Cursor ID', little),
    },
    2006: { ...zero, ...collection, deleteFlags, selector: one('Selector') },
    2007: {
      ...zero, cursorCount: u32('mongo.number_to_cursor_ids', 'Number of Cursor IDs', little),
      cursors: list('', 'Cursors', cursors, { count: 'cursorCount' }),
    },
    2010: {
      database: text('mongo.database', 'Database', { until: 'zero' }),
      commandName: text('mongo.commandname', 'Command Name', { until: 'zero' }),
      metadata: one('Metadata'), query: one('Arguments'), documents,
    },
    2011: { metadata: one('Metadata'), reply: one('Reply'), documents },
    2012: {
      original: u32('mongo.compression.original_opcode', 'Original OpCode', { ...little, names: operations }),
      size: u32('mongo.compression.original_size', 'Uncompressed Size', { ...little, unit: 'bytes' }),
      compressor: u8('mongo.compression.compressor', 'Compressor', { names: compressors }),
      compressed: rest('mongo.compression.compressed_data', 'Compressed Data'),
    },
    2013: extensible,
  }, { unknown: rest('mongo.unknown', 'Unknown') })
  .accepts((memory, start, end) => end - start < leastSize || begins(memory, start, end))
  .accepts(isFirst, 'heuristic')
  .streamed({ length: 'length' })
  .exchanged({
    part: ({ responseTo, operation }) => (responseTo !== 0 ? 'answer' : isAsking(operation) ? 'question' : undefined),
    key: ({ requestId, responseTo }) => `${responseTo || requestId}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('stream', (layer) => (layer.replyFlags?.queryFailure || valueIn(bodyOf(layer), 'ok') === '0' ? 'error' : undefined))
  .summarized((layer) => {
    const { operation, responseTo, collection: name, database, commandName, original } = layer
    const body = bodyOf(layer)
    const place = database ?? name ?? valueIn(body, '$db')
    const command = commandName ?? (responseTo === 0 ? commandOf(body) : undefined)
    const result = responseTo === 0 ? undefined : outcomeOf(body)
    const what = original === undefined ? nameIn(operations, operation) : `${nameIn(operations, original)}, compressed`
    return lineOf([what ?? `operation ${operation}`, command, place, result])
  })

const isAsking = (operation: number) => operation === 2004 || operation === 2005 || operation > 2009

interface Bodied {
  readonly sections?: readonly { readonly body?: readonly Document[] | undefined }[] | undefined
  readonly query?: readonly Document[] | undefined
  readonly reply?: readonly Document[] | undefined
  readonly documents?: readonly Document[] | undefined
}

/** The document that says what a message is about. */
const bodyOf = ({ sections, query, reply, documents: all }: Bodied): readonly Document[] | undefined =>
  sections?.find(({ body }) => body !== undefined)?.body ?? query ?? reply ?? all

/** What an answer says of how it went. */
function outcomeOf(body: readonly Document[] | undefined): string | undefined {
  const isOk = valueIn(body, 'ok')
  if (isOk !== '0') return isOk === undefined ? undefined : 'ok'
  return `failed: ${valueIn(body, 'errmsg') ?? valueIn(body, 'code') ?? 'no reason given'}`
}
