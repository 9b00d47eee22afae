import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { followedPacketsOf } from '../../../support/followed-packets.ts'
import { bytesOf, expectGolden, packetOf, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

/** SMB 3 and 2.1 of Samba, captures/scenes/windows.sh. */
const files = followedPacketsOf('smb2-files.pcapng')
const pipe = followedPacketsOf('smb2-pipe.pcapng')
const golden = [
  [6, 'negotiate-request'],
  [8, 'negotiate-response'],
  [10, 'setup-request'],
  [11, 'setup-response'],
  [20, 'tree-request'],
  [21, 'tree-response'],
  [16, 'ioctl-request'],
  [17, 'ioctl-error'],
  [26, 'create-request'],
  [27, 'create-response'],
  [28, 'write-request'],
  [29, 'write-response'],
  [30, 'close-request'],
  [31, 'close-response'],
  [34, 'find-request'],
  [35, 'find-response'],
  [43, 'size-response'],
  [48, 'rename-request'],
  [55, 'volume-response'],
] as const

const hex = (value: number | bigint, digits = 2) => value.toString(16).padStart(digits, '0')
const little = (value: number | bigint, size: number) =>
  hex(value, 2 * size)
    .match(/../g)!
    .toReversed()
    .join('')
const sizeOf = (text: string) => bytesOf(text).length
const utf16 = (words: string) => Array.from(words, (character) => little(character.charCodeAt(0), 2)).join('')
const zeros = (length: number) => '00'.repeat(length)
interface Given {
  readonly status?: number
  readonly next?: number
  readonly id?: number
  readonly flags?: number
}
const header = (command: number, flags: number, { status = 0, next = 0, id = 5, flags: more = 0 }: Given) =>
  `fe534d42 4000 0100 ${little(status, 4)} ${little(command, 2)} 0100 ${little(flags | more, 4)} ${little(next, 4)} ${little(id, 8)}
    00000000 01000000 ${zeros(8)} ${zeros(16)}`
const request = (command: number, body: string, given: Given = {}) => header(command, 0, given) + body
const answer = (command: number, body: string, given: Given = {}) => header(command, 1, given) + body
const framed = (text: string) => bytesOf(`00 ${hex(sizeOf(text), 6)} ${text}`)
const said = (...texts: readonly string[]) => dialog([['>', framed(texts.join(''))]], { port: 445 })[0]!
const lineOf = (...texts: readonly string[]) => summariesOf(said(...texts), 'smb2')
const fileId = '11'.repeat(16)
const times = zeros(32)

describe('recorded packets', () => {
  test.each(golden)('tree of smb2-files.pcapng, packet %i', (number, file) =>
    expectGolden(files[number - 1]!, `smb2-${file}`, 'smb2'),
  )
  test('tree of smb2-pipe.pcapng, packet 27', () => expectGolden(pipe[26]!, 'smb2-pipe-response', 'smb2', 'dcerpc'))
  test.each([
    [12, 'Session Setup Request, NTLMSSP_AUTH, user TEST\\root'],
    [20, 'Tree Connect Request, \\\\192.0.2.2\\share'],
    [29, 'Write Response, docs\\a.txt, 24 bytes'],
    [35, 'Find Response, docs, 3 files'],
    [37, 'Find Response, STATUS_NO_MORE_FILES, docs'],
    [42, 'GetInfo Request, FileFsSizeInformation'],
    [48, 'SetInfo Request, SMB2_FILE_RENAME_INFO, docs\\a.txt'],
  ] as const)('line of packet %i', (number, line) => expect(summariesOf(files[number - 1]!, 'smb2')).toEqual([line]))

  test('questions and answers find each other', () => {
    expect(valuesOf(files[5]!, 'smb2.response_in')).toEqual([8])
    expect(valuesOf(files[7]!, 'smb2.response_to')).toEqual([6])
    expect(valuesOf(files[34]!, 'smb2.tree')).toEqual(['\\\\192.0.2.2\\share'])
    expect(protocolsOf(pipe[18]!)).toBe('eth:ip:tcp:nbss:smb2:dcerpc')
  })

  test('a packet alone knows nothing of those before it', () =>
    expect(summariesOf(packetOf('smb2-files.pcapng', 35), 'smb2')).toEqual(['Find Response, 3 files']))
})

const dialects = (...each: readonly number[]) => each.map((dialect) => little(dialect, 2)).join('')
const context = (type: number, data: string) => `${little(type, 2)} ${little(sizeOf(data), 2)} 00000000 ${data}`
const padded = (text: string) => text + zeros((8 - (sizeOf(text) % 8)) % 8)
const contexts = [
  context(3, '0200 0000 01000000 0200 0300'),
  context(5, utf16('files')),
  context(6, '01000000'),
  context(7, '0100 0000 00000000 0100'),
  context(0x100, '00'.repeat(16)),
  context(99, '01'),
]
const negotiate = `2400 0200 0100 0000 7f000000 ${fileId} 68000000 ${little(contexts.length, 2)} 0000 ${dialects(0x0302, 0x0311)}
  ${contexts.map(padded).join('')}`
const tagged = (tag: string, data: string, isLast = false) => {
  const text = `1000 0400 0000 1800 ${little(sizeOf(data), 4)} ${Buffer.from(tag).toString('hex')} 00000000 ${data}`
  return `${little(isLast ? 0 : sizeOf(padded(`00000000${text}`)), 4)} ${isLast ? text : padded(`00000000${text}`).replace(/^0{8}/, '')}`
}
const createContexts = [
  tagged('MxAc', ''),
  tagged('MxAc', zeros(8)),
  tagged('RqLs', `${fileId} 07000000 00000000 ${zeros(8)}`),
  tagged('RqLs', `${fileId} 03000000 04000000 ${zeros(8)} ${fileId} 0100 0000`),
  tagged('DHnQ', fileId),
  tagged('DH2Q', `00000000 02000000 ${zeros(8)} ${fileId}`),
  tagged('DHnC', fileId),
  tagged('DH2C', `${fileId} ${fileId} 00000000`),
  tagged('AlSi', zeros(8)),
  tagged('TWrp', zeros(8)),
  tagged('Zzzz', '0102', true),
].join('')
const create = (name: string, more: string) =>
  `3900 00 09 02000000 ${zeros(16)} 89001200 80000000 07000000 03000000 40000000
    ${little(0x78, 2)} ${little(sizeOf(name), 2)} ${little(more === '' ? 0 : 0x78 + sizeOf(padded(name)), 4)} ${little(sizeOf(more), 4)}
    ${more === '' ? name : padded(name)} ${more}`
const createAnswers = [
  tagged('MxAc', '00000000 ff011f00'),
  tagged('QFid', zeros(32)),
  tagged('DHnQ', zeros(8)),
  tagged('DH2Q', '60ea0000 00000000'),
  tagged('RqLs', `${fileId} 07000000 00000000 ${zeros(8)}`, true),
].join('')

describe('bodies', () => {
  test.each([
    [request(0, negotiate), 'Negotiate Protocol Request, SMB 3.0.2 SMB 3.1.1'],
    [
      request(0, `2400 0100 0100 0000 00000000 ${fileId} ${zeros(8)} ${dialects(0x0202)}`),
      'Negotiate Protocol Request, SMB 2.0.2',
    ],
    [
      answer(0, `4100 0100 ff02 0000 ${fileId} 00000000 ${zeros(12)} ${zeros(16)} 8000 0000 00000000`),
      'Negotiate Protocol Response, SMB2 wildcard',
    ],
    [request(2, '0400 0000'), 'Session Logoff Request'],
    [answer(3, '1000 03 00 30000000 00000000 ff011f00'), 'Tree Connect Response, Printer'],
    [request(5, create(utf16('a.txt'), createContexts)), 'Create Request, a.txt'],
    [
      answer(
        5,
        `5900 09 01 02000000 ${times} ${zeros(16)} 80000000 00000000 ${fileId} 98000000 ${little(sizeOf(createAnswers), 4)} ${createAnswers}`,
      ),
      'Create Response',
    ],
    [answer(5, '0900 00 00 00000000 00', { status: 0xc0000034 }), 'Create Response, STATUS_OBJECT_NAME_NOT_FOUND'],
    [request(6, `1800 0100 00000000 ${fileId}`), 'Close Request'],
    [request(7, `1800 0000 00000000 ${fileId}`), 'Flush Request'],
    [answer(7, '0400 0000'), 'Flush Response'],
    [
      request(8, `3100 50 03 00100000 ${little(4096, 8)} ${fileId} 00000000 01000000 00000000 7000 0400 01020304`),
      'Read Request, 4096 bytes at 4096',
    ],
    [answer(8, '1100 50 00 03000000 00000000 00000000 010203'), 'Read Response, 3 bytes'],
    [
      request(9, `3100 7000 03000000 ${zeros(8)} ${fileId} 00000000 00000000 0000 0000 03000000 010203`),
      'Write Request, 3 bytes at 0',
    ],
    [answer(9, '1100 0000 03000000 00000000 0000 0000'), 'Write Response, 3 bytes'],
    [request(10, `3000 0100 00000000 ${fileId} ${zeros(8)} 0a00000000000000 12000000 00000000`), 'Lock Request'],
    [answer(10, '0400 0000'), 'Lock Response'],
    [request(12, '0400 0000'), 'Cancel Request'],
    [request(13, '0400 0000'), 'KeepAlive Request'],
    [answer(13, '0400 0000'), 'KeepAlive Response'],
    [request(15, `2000 0100 00100000 ${fileId} 17000000 00000000`), 'Notify Request'],
    [
      answer(
        15,
        `0900 4800 2c000000 ${little(20, 4)} 01000000 06000000 ${utf16('a.b')} 0000 00000000 04000000 0c000000 ${utf16('newnam')}`,
      ),
      'Notify Response',
    ],
    [
      request(16, `2900 02 05 ffff0000 6800 0000 00000000 00000000 00000000 ${fileId}`),
      'GetInfo Request, FileFsAttributeInformation',
    ],
    [request(16, `2900 03 00 ffff0000 6800 0000 02000000 07000000 00000000 ${fileId} 0102`), 'GetInfo Request'],
    [answer(16, '0900 4800 02000000 0102', { status: 0x80000005 }), 'GetInfo Response, STATUS_BUFFER_OVERFLOW'],
    [answer(17, '0200'), 'SetInfo Response'],
    [answer(18, `1800 01 00 00000000 ${fileId}`), 'Break Response'],
    [request(18, `1800 00 00 00000000 ${fileId}`), 'Break Request'],
    [request(18, `2400 0000 00000000 ${fileId} 01000000 ${zeros(8)}`), 'Break Request'],
    [answer(18, `2400 0000 00000000 ${fileId} 01000000 ${zeros(8)}`), 'Break Response'],
    [answer(18, `2c00 0100 01000000 ${fileId} 07000000 01000000 ${zeros(12)}`), 'Break Response'],
    [
      answer(
        11,
        `3100 0000 04021400 ${fileId} 7000 0000 00000000 70000000 18000000 ${zeros(8)} 01000000 ${fileId} 0100 1103`,
      ),
      'Ioctl Response, FSCTL_VALIDATE_NEGOTIATE_INFO',
    ],
    [
      answer(
        11,
        `3100 0000 fc011400 ${fileId} 70000000 00000000 70000000 ${little(304, 4)} ${zeros(8)} ${little(152, 4)} 04000000 01000000 00000000 00ca9a3b00000000
      0200 0000 c0000202 ${zeros(120)} 00000000 04000000 02000000 00000000 00ca9a3b00000000 1700 0000 00000000 20010db8${zeros(12)} 00000000 ${zeros(100)}`,
      ),
      'Ioctl Response, FSCTL_QUERY_NETWORK_INTERFACE_INFO',
    ],
    [
      answer(
        11,
        `3100 0000 11220300 ${fileId} 70000000 02000000 78000000 04000000 ${zeros(8)} 0102 ${zeros(6)} 01020304`,
      ),
      'Ioctl Response, function 0x32211',
    ],
    [answer(1, '0900 0000 0000 0000', { status: 0xc000006d }), 'Session Setup Response, STATUS_LOGON_FAILURE'],
    [answer(1, '0900 0000 0000 0000', { status: 0xc0999999 }), 'Session Setup Response, status 0xc0999999'],
    [request(77, '0400 0000'), 'Command 77 Request'],
    [
      `fd534d42 ${zeros(16)} ${zeros(16)} 40000000 0000 0100 ${zeros(8)} ${'55'.repeat(64)}`,
      'Encrypted message, 64 bytes',
    ],
    [`fc534d42 00010000 0200 0000 00000000 010203`, 'Compressed message, 256 bytes'],
  ] as const)('line of message %#', (text, line) => expect(lineOf(text)).toEqual([line]))

  test('contexts', () => {
    expect(valuesOf(said(request(0, negotiate)), 'smb2.negotiate_context.type')).toEqual([3, 5, 6, 7, 0x100, 99])
    expect(valuesOf(said(request(0, negotiate)), 'smb2.negotiate_context.netname')).toEqual(['files'])
    const tags = ['MxAc', 'MxAc', 'RqLs', 'RqLs', 'DHnQ', 'DH2Q', 'DHnC', 'DH2C', 'AlSi', 'TWrp', 'Zzzz']
    const packet = said(request(5, create(utf16('a.txt'), createContexts)))
    expect(valuesOf(packet, 'smb2.tag')).toEqual(tags)
    expect(valuesOf(packet, 'smb2.lease.parent_lease_key')).toHaveLength(1)
  })

  test('messages that follow each other in one', () => {
    const first = padded(request(5, create(utf16('a'), ''), { next: 128, id: 6 }))
    expect(sizeOf(first)).toBe(128)
    expect(lineOf(first, request(6, `1800 0000 00000000 ${fileId}`, { id: 7, flags: 4 }))).toEqual([
      'Create Request, a',
      'Close Request',
    ])
  })

  test('answers that come later', () => {
    const read = `3100 50 00 00100000 ${zeros(8)} ${fileId} ${zeros(12)} 0000 0000 00`
    const packets = dialog(
      [
        ['>', framed(request(8, read))],
        ['<', framed(answer(8, '0900 00 00 00000000 00', { status: 0x103, flags: 2 }))],
        ['<', framed(answer(8, '1100 50 00 01000000 00000000 00000000 01', { flags: 2 }))],
      ],
      { port: 445 },
    )
    expect(packets.map((packet) => summariesOf(packet, 'smb2')[0])).toEqual([
      'Read Request, 4096 bytes at 0',
      'Read Response, STATUS_PENDING',
      'Read Response, 1 bytes',
    ])
    expect(valuesOf(packets[2]!, 'smb2.response_to')).toHaveLength(1)
    expect(valuesOf(packets[1]!, 'smb2.aid')).toHaveLength(1)
  })
})

const name = (text: string) => `${little(2 * text.length, 4)} ${utf16(text)}`
const all = `${times} 80000000 00000000 ${zeros(16)} 01000000 00 00 0000 ${zeros(8)} 00000000 ff011f00 ${zeros(8)} 22000000 00000000 ${name('a')}`
const entry = (more: string) => `00000000 00000000 ${times} ${zeros(16)} 20000000 ${more}`

describe('information', () => {
  const asked = (kind: number, level: number, info: string) =>
    dialog(
      [
        [
          '>',
          framed(
            request(16, `2900 ${hex(kind)} ${hex(level)} ffff0000 6800 0000 00000000 00000000 00000000 ${fileId}`),
          ),
        ],
        ['<', framed(answer(16, `0900 4800 ${little(sizeOf(info), 4)} ${info}`))],
      ],
      { port: 445 },
    )[1]!
  test.each([
    [1, 4, `${times} 20000000 00000000`, 'smb2.file_attribute', 1],
    [1, 5, `${zeros(16)} 01000000 00 01 0000`, 'smb.link_count', 1],
    [1, 6, '0700000000000000', 'smb2.file_id', 1],
    [1, 7, '00000000', 'smb2.ea_size', 1],
    [1, 8, 'ff011f00', 'smb.access_mask', 1],
    [1, 14, zeros(8), 'smb2.position_info', 1],
    [1, 16, '22000000', 'smb2.mode_info', 1],
    [1, 17, '01000000', 'smb2.alignment_info', 1],
    [1, 18, all, 'smb2.filename', 1],
    [1, 21, name('A~1'), 'smb2.filename', 1],
    [1, 34, `${times} ${zeros(16)} 20000000 00000000`, 'smb2.eof', 1],
    [1, 35, '00040000 0c0000a0', 'smb2.reparse_tag', 1],
    [1, 48, name('a'), 'smb2.filename', 1],
    [2, 4, '07000000 20000000', 'smb.device.type', 1],
    [2, 5, `4f000000 ff000000 ${name('NTFS')}`, 'smb.fs_name', 1],
    [2, 7, `${zeros(24)} 01000000 00020000`, 'smb.caller_free_alloc_units', 1],
    [3, 0, '0102', 'smb2.unknown', 1],
  ] as const)('class %i, level %i', (kind, level, info, filter, count) =>
    expect(valuesOf(asked(kind, level, info), filter)).toHaveLength(count),
  )

  const set = (level: number, info: string) =>
    said(request(17, `2100 01 ${hex(level)} ${little(sizeOf(info), 4)} 6000 0000 00000000 ${fileId} ${info}`))
  test.each([
    [10, `01 ${zeros(7)} ${zeros(8)} ${name('b')}`, 'smb2.filename', ['b']],
    [13, '01', 'smb2.disposition.delete_on_close', [true]],
    [19, zeros(8), 'smb2.allocation_size', [0n]],
    [20, zeros(8), 'smb2.eof', [0n]],
  ] as const)('level %i that is set', (level, info, filter, values) =>
    expect(valuesOf(set(level, info), filter)).toEqual(values),
  )

  const found = (level: number, list: string) =>
    dialog(
      [
        ['>', framed(request(14, `2100 ${hex(level)} 00 00000000 ${fileId} 6000 0200 ffff0000 ${utf16('*')}`))],
        ['<', framed(answer(14, `0900 4800 ${little(sizeOf(list), 4)} ${list}`))],
      ],
      { port: 445 },
    )[1]!
  test.each([
    [1, entry(name('a'))],
    [2, entry(`02000000 00000000 ${utf16('a')}`)],
    [3, entry(`02000000 00000000 00 00 ${zeros(24)} ${utf16('a')}`)],
    [12, `00000000 00000000 ${name('a')}`],
    [37, entry(`02000000 00000000 00 00 ${zeros(24)} 0000 ${zeros(8)} ${utf16('a')}`)],
    [38, entry(`02000000 00000000 00000000 ${zeros(8)} ${utf16('a')}`)],
  ] as const)('directory of level %i', (level, list) =>
    expect(valuesOf(found(level, list), 'smb2.filename')).toEqual(['a']),
  )
})

test('damaged packets are safe', () => {
  const text = request(10, `3000 0100 00000000 ${fileId}`)
  const nbss = `00 ${hex(sizeOf(text), 6)} ${text}`
  expectSafe(
    bytesOf(
      `45 00 ${hex(40 + sizeOf(nbss), 4)} 0001 0000 40 06 0000 c0000201 c0000202  c000 01bd 00000001 00000001 5018 ffff 0000 0000 ${nbss}`,
    ),
    101,
  )
})
