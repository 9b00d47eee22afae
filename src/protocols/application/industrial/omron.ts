/** Factory Interface Network Service of Omron: FINS Commands Reference Manual W227-E1-2, sections 3 to 5. */
import {
  bytes, flag, group, nameIn, protocol, range, record, rest, text, u16, u32, u8, type Names,
} from '../../../schema/index.ts'

/** Section 5-1. */
const commands = {
  0x0101: 'Memory Area Read', 0x0102: 'Memory Area Write', 0x0103: 'Memory Area Fill', 0x0104: 'Multiple Memory Area Read',
  0x0105: 'Memory Area Transfer', 0x0201: 'Parameter Area Read', 0x0202: 'Parameter Area Write', 0x0203: 'Parameter Area Clear',
  0x0220: 'Data Link Table Read', 0x0221: 'Data Link Table Write', 0x0304: 'Program Area Protect', 0x0305: 'Program Area Protect Clear',
  0x0306: 'Program Area Read', 0x0307: 'Program Area Write', 0x0308: 'Program Area Clear', 0x0401: 'Run', 0x0402: 'Stop',
  0x0403: 'Reset', 0x0501: 'Controller Data Read', 0x0502: 'Connection Data Read', 0x0601: 'Controller Status Read',
  0x0602: 'Network Status Read',
  0x0603: 'Data Link Status Read', 0x0620: 'Cycle Time Read', 0x0701: 'Clock Read', 0x0702: 'Clock Write',
  0x0801: 'Loop-back Test', 0x0802: 'Broadcast Test Results Read', 0x0803: 'Broadcast Test Data Send',
  0x0920: 'Message Read/Clear/FAL Read',
  0x0c01: 'Access Right Acquire', 0x0c02: 'Access Right Forced Acquire', 0x0c03: 'Access Right Release', 0x2101: 'Error Clear',
  0x2102: 'Error Log Read', 0x2103: 'Error Log Clear', 0x2201: 'File Name Read', 0x2202: 'Single File Read', 0x2203: 'Single File Write',
  0x2204: 'Memory Card Format', 0x2205: 'File Delete', 0x2206: 'Volume Label Create/Delete', 0x2207: 'File Copy',
  0x2208: 'File Name Change',
  0x2209: 'File Data Check', 0x220a: 'Memory Area File Transfer', 0x220b: 'Parameter Area File Transfer',
  0x220c: 'Program Area File Transfer',
  0x220f: 'File Memory Index Read', 0x2210: 'File Memory Read', 0x2211: 'File Memory Write', 0x2301: 'Forced Set/Reset',
  0x2302: 'Forced Set/Reset Cancel', 0x230a: 'Multiple Forced Status Read', 0x2601: 'Name Set', 0x2602: 'Name Delete', 0x2603: 'Name Read',
} satisfies Names
/** Section 5-1-3. */
const responses = {
  0x0000: 'Normal completion', 0x0001: 'Service was interrupted', 0x0101: 'Local node not part of Network', 0x0102: 'Token time-out',
  0x0103: 'Number of transmit retries exceeded', 0x0104: 'Maximum number of frames exceeded', 0x0105: 'Node number setting error',
  0x0201: 'Destination node not part of Network', 0x0202: 'No node with the specified node number',
  0x0203: 'Third node not part of Network',
  0x0204: 'Busy error, destination node busy', 0x0205: 'Response time-out', 0x0301: 'Error occurred in the communications controller',
  0x0401: 'Undefined command', 0x0402: 'Cannot process command because the specified unit model or version is wrong',
  0x1001: 'Command too long', 0x1002: 'Command too short', 0x1003: 'Number of elements does not match the data',
  0x1004: 'Command format error', 0x1005: 'Header error', 0x1101: 'Memory area code wrong', 0x1102: 'Access size error',
  0x1103: 'Address range specification error', 0x1104: 'Address range exceeded', 0x110b: 'Response too long', 0x110c: 'Parameter error',
  0x2002: 'Protected',
  0x2101: 'Area is read-only', 0x2502: 'Parity/checksum error',
} satisfies Names
/** Section 5-2-2, of CV-series controllers and newer. */
const areas = {
  0x00: 'CIO: bit', 0x01: 'Timer/Counter: completion flag', 0x02: 'DM: bit', 0x30: 'CIO: bit', 0x31: 'W: bit', 0x32: 'H: bit',
  0x33: 'A: bit',
  0x80: 'CIO: word', 0x81: 'Timer/Counter: PV', 0x82: 'DM: word', 0x89: 'Timer/Counter: PV', 0x90: 'EM bank 0: word',
  0x98: 'EM current bank: word',
  0xb0: 'CIO: word', 0xb1: 'W: word', 0xb2: 'H: word', 0xb3: 'A: word', 0x9c: 'Register',
}
const modes = { 1: 'DEBUG mode', 2: 'MONITOR mode', 4: 'RUN mode' }
const place = {
  area:    u8('omron.memory.area.read', 'Memory Area Code', { names: areas, base: 16 }),
  address: u16('omron.memory.address', 'Beginning address', { base: 16 }),
  bit:     u8('omron.memory.address.bits', 'Beginning address bits', { base: 16 }),
  items:   u16('omron.memory.numitems', 'Number of items'),
}
const commandData = rest('omron.command.data', 'Command Data')
const parameterArea = {
  parameterArea: u16('omron.parameter_area_code', 'Parameter area code', { base: 16 }),
  word:          u16('omron.word', 'Beginning word', { base: 16 }),
  words:         u16('omron.numwords', 'No. words or Bytes', { base: 16 }),
}
const program = { program: u16('omron.program_number', 'Program number', { base: 16 }),
  word: u32('omron.word.begin', 'Beginning word', { base: 16 }) }
const clock = {
  year: u8('omron.year', 'Year', { base: 16 }), month: u8('omron.month', 'Month', { base: 16 }),
  date: u8('omron.date', 'Date', { base: 16 }),
  hour: u8('omron.hour', 'Hour', { base: 16 }), minute: u8('omron.minute', 'Minute', { base: 16 }),
}

const header = record('Header', { flags: u8('omron.flags', 'Flags'), reserved: u8('omron.reserved', 'Reserved'),
  gateways: u8('omron.gateways', 'Gateways') })
const begins = header.recognizer({ flags: [0x80, 0x81, 0xc0, 0xc1, 0, 1, 0x40, 0x41], reserved: 0, gateways: range(0, 7) })
const tcpHeader = record('FINS/TCP', { magic: u32('omron.magic', 'Magic'), length: u32('omron.length', 'Length'),
  command: u32('omron.command', 'Command'), error: u32('omron.error', 'Error') })
const isTcp = tcpHeader.recognizer({ magic: 0x46494e53, length: range(8, 0xffff), command: range(0, 6) })

const message = {
  icf: group('omron.icf', 'OMRON ICF Field', {
    gateway:      flag('omron.icf.gwb', 'Gateway bit'),
    response:     flag('omron.icf.dtb', 'Data Type bit'),
    reserved0:    flag('omron.icf.rb0', 'Reserved bit 0'),
    reserved1:    flag('omron.icf.rb1', 'Reserved bit 1'),
    reserved2:    flag('omron.icf.rb2', 'Reserved bit 2'),
    reserved3:    flag('omron.icf.rb3', 'Reserved bit 3'),
    reserved4:    flag('omron.icf.rb4', 'Reserved bit 4'),
    noResponse:   flag('omron.icf.rsb', 'Response setting bit'),
  }),
  reserved:           u8('omron.rsv', 'Reserved', { base: 16 }),
  gatewayCount:       u8('omron.gct', 'Gateway Count', { base: 16 }),
  destinationNetwork: u8('omron.dna', 'Destination network address', { base: 16 }),
  destinationNode:    u8('omron.da1', 'Destination node number', { base: 16 }),
  destinationUnit:    u8('omron.da2', 'Destination unit address', { base: 16 }),
  sourceNetwork:      u8('omron.sna', 'Source network address', { base: 16 }),
  sourceNode:         u8('omron.sa1', 'Source node number', { base: 16 }),
  sourceUnit:         u8('omron.sa2', 'Source unit address', { base: 16 }),
  serviceId:          u8('omron.sid', 'Service ID', { base: 16 }),
  command:            u16('omron.command', 'Command CODE', { base: 16, names: commands }),
}

export const omron = protocol('omron', 'OMRON FINS Protocol', { 'udp.port': [9600], 'omron.message': [1] })
  .specified('OMRON W227, FINS Commands Reference Manual')
  .fields(message)
  .choice(({ icf }) => (icf.response ? 1 : 0), { 1: { response: u16('omron.response.code', 'Response code', { base: 16,
    names: responses }) } })
  .cases(
    [{ command: 0x0101, 'icf.response': false }, place],
    [{ command: [0x0102, 0x0103], 'icf.response': false }, { ...place, commandData }],
    [{ command: [0x0201, 0x0202, 0x0203], 'icf.response': false }, parameterArea],
    [{ command: [0x0306, 0x0307], 'icf.response': false }, program],
    [{ command: 0x0401, 'icf.response': false }, { program: u16('omron.program_number', 'Program number', { base: 16 }),
      mode: u8('omron.mode_code', 'Mode Code', { names: modes, base: 16 }) }],
    [{ command: 0x0620, 'icf.response': false }, { parameter: u8('omron.parameter', 'Parameter', { base: 16 }) }],
    [{ command: 0x0702, 'icf.response': false }, clock],
    [{ command: 0x0701, response: 0 }, clock],
    [{ command: 0x0501, response: 0 }, {
      model:   text('omron.controller.model', 'Controller model', 20, { padding: 'zero' }),
      version: text('omron.controller.version', 'Controller version', 20, { padding: 'zero' }),
      system:  bytes('omron.system.use', 'For system use', 40),
      programSize: u16('omron.area_data.program_area_size', 'Program area size'),
      iomSize: u8('omron.area_data.iom_size', 'IOM size'),
      dmWords: u16('omron.area_data.dm_words', 'No. of DM words'),
      timers:  u8('omron.area_data.timer_size', 'Timer/counter size'),
      dmSize:  u8('omron.area_data.dm_size', 'Expansion DM size'),
      steps:   u16('omron.area_data.num_steps', 'No. of steps/transitions'),
      card:    u8('omron.area_data.memory_card', 'Kind of Memory card',
        { names: { 0: 'No memory card', 1: 'SPRAM', 2: 'EPROM', 3: 'EEPROM' } }),
      cardSize: u16('omron.area_data.memory_card.size', 'Memory card size'),
    }],
    [{ command: 0x2101, 'icf.response': false }, { fals: u16('omron.error_reset_fals_no', 'Error reset FAL no.', { base: 16 }) }],
    [{ command: 0x0101, response: 0 }, { responseData: rest('omron.response.data', 'Response data') }],
  )
  .fields({ data: rest('', 'Data') })
  .accepts(begins)
  .colored('messages', ({ response = 0 }) => (response > 0 ? 'error' : undefined))
  .summarized(({ command, icf, area, address, response }) => {
    const name = `${nameIn(commands, command) ?? `command 0x${command.toString(16).padStart(4, '0')}`}${icf.response ? ' response' : ''}`
    if (response) return `${name}: ${nameIn(responses, response) ?? `0x${response.toString(16).padStart(4, '0')}`}`
    return area === undefined ? name : `${name} ${nameIn(areas, area) ?? area} ${address}`
  })

const tcpCommands = { 0: 'Client Node Address Data Send', 1: 'Server Node Address Data Send', 2: 'Frame Send' } satisfies Names
/** W421-E1, section 7-4: a header in front of a message over TCP. */
export const omronOverTcp = protocol('omron', 'OMRON FINS Protocol', { 'tcp.port': [9600] })
  .specified('OMRON W227, FINS Commands Reference Manual')
  .fields({
    magic:   u32('omron.tcp.magic', 'Magic Bytes', { base: 16 }),
    length:  u32('omron.tcp.length', 'Length', { unit: 'bytes' }),
    command: u32('omron.tcp.command', 'Command', { names: { 0: 'Client Node Address Data Send', 1: 'Server Node Address Data Send',
      2: 'Frame Send' } }),
    error:   u32('omron.tcp.error_code', 'Error Code', { base: 16 }),
  })
  .choice('command', {
    0: { clientNode: u32('omron.tcp.client_node_address', 'Client node address') },
    1: {
      clientNode: u32('omron.tcp.client_node_address', 'Client node address'),
      serverNode: u32('omron.tcp.server_node_address', 'Server node address'),
    },
  })
  .accepts(isTcp)
  .streamed({ length: 'length', plus: 8 })
  .payload({ tables: [['omron.message', ({ command }) => (command === 2 ? 1 : 0)]],
    length: ({ command, length }) => (command === 2 ? Math.max(0, length - 8) : 0) })
  .colored('messages', ({ error }) => (error > 0 ? 'error' : undefined))
  .summarized(({ command }) => nameIn(tcpCommands, command) ?? `command ${command}`)
