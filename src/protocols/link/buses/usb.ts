/** USB as Linux and Windows capture it: transfers, requests and standard descriptors (USB 2.0, chapter 9). Little-endian. */
import {
  bits, bytes, flag, group, list, nameIn, otherwise, protocol, rest, text, tlv, u16, u32, u64, u8, when, type Derived, type Field,
} from '../../../schema/index.ts'
import { isWrapper } from './usb-wrappers.ts'

const little = { order: 'little' } as const
const hexadecimal = { order: 'little', base: 16 } as const
const transfers = { 0: 'Isochronous', 1: 'Interrupt', 2: 'Control', 3: 'Bulk' }
const requests = {
  0: 'GET STATUS', 1: 'CLEAR FEATURE', 3: 'SET FEATURE', 5: 'SET ADDRESS', 6: 'GET DESCRIPTOR', 7: 'SET DESCRIPTOR', 8: 'GET CONFIGURATION',
  9: 'SET CONFIGURATION', 10: 'GET INTERFACE', 11: 'SET INTERFACE', 12: 'SYNCH FRAME',
}
const descriptors = {
  1: 'DEVICE', 2: 'CONFIGURATION', 3: 'STRING', 4: 'INTERFACE', 5: 'ENDPOINT', 6: 'DEVICE QUALIFIER', 11: 'INTERFACE ASSOCIATION',
    15: 'BOS',
  33: 'HID', 34: 'HID REPORT',
}
const [controlTransfer, bulkTransfer, standard] = [2, 3, 0]

/** Section 9.3. */
const setup = {
  requestType:     group('usb.bmRequestType', 'bmRequestType', {
    direction:     flag('usb.bmRequestType.direction', 'Direction'),
    type:          bits(2, 'usb.bmRequestType.type', 'Type', { base: 16, names: { 0: 'Standard', 1: 'Class', 2: 'Vendor' } }),
    recipient:     bits(5, 'usb.bmRequestType.recipient', 'Recipient', { base: 16, names: { 0: 'Device', 1: 'Interface', 2: 'Endpoint',
      3: 'Other' } }),
  }),
  request:         u8('usb.setup.bRequest', 'bRequest', { names: requests }),
  value:           u16('usb.setup.wValue', 'wValue', hexadecimal),
  index:           u16('usb.setup.wIndex', 'wIndex', little),
  dataLength:      u16('usb.setup.wLength', 'wLength', little),
}

/** Sections 9.6.1 to 9.6.7. */
const descriptor = tlv('Descriptor', {
  length: u8('usb.bLength', 'bLength'), type: u8('usb.bDescriptorType', 'bDescriptorType', { base: 16, names: descriptors }),
}, { counts: 'all' }).choice('type', {
  1: {
    version:       u16('usb.bcdUSB', 'bcdUSB', hexadecimal),
    class:         u8('usb.bDeviceClass', 'bDeviceClass', { base: 16 }),
    subclass:      u8('usb.bDeviceSubClass', 'bDeviceSubClass'),
    protocol:      u8('usb.bDeviceProtocol', 'bDeviceProtocol'),
    packetSize:    u8('usb.bMaxPacketSize0', 'bMaxPacketSize0'),
    vendor:        u16('usb.idVendor', 'idVendor', hexadecimal),
    product:       u16('usb.idProduct', 'idProduct', hexadecimal),
    release:       u16('usb.bcdDevice', 'bcdDevice', hexadecimal),
    manufacturerIndex: u8('usb.iManufacturer', 'iManufacturer'),
    productIndex:  u8('usb.iProduct', 'iProduct'),
    serialIndex:   u8('usb.iSerialNumber', 'iSerialNumber'),
    configurations: u8('usb.bNumConfigurations', 'bNumConfigurations'),
  },
  2: {
    totalLength:   u16('usb.wTotalLength', 'wTotalLength', little),
    interfaces:    u8('usb.bNumInterfaces', 'bNumInterfaces'),
    configuration: u8('usb.bConfigurationValue', 'bConfigurationValue'),
    configurationIndex: u8('usb.iConfiguration', 'iConfiguration'),
    attributes:    u8('usb.configuration.bmAttributes', 'bmAttributes', { base: 16 }),
    power:         u8('usb.bMaxPower', 'bMaxPower', { times: 2, unit: 'mA' }),
  },
  3: { words: text('usb.bString', 'bString', undefined, { encoding: 'utf-16le' }) },
  4: {
    interface:     u8('usb.bInterfaceNumber', 'bInterfaceNumber'),
    alternate:     u8('usb.bAlternateSetting', 'bAlternateSetting'),
    endpoints:     u8('usb.bNumEndpoints', 'bNumEndpoints'),
    class:         u8('usb.bInterfaceClass', 'bInterfaceClass', { base: 16 }),
    subclass:      u8('usb.bInterfaceSubClass', 'bInterfaceSubClass', { base: 16 }),
    protocol:      u8('usb.bInterfaceProtocol', 'bInterfaceProtocol', { base: 16 }),
    interfaceIndex: u8('usb.iInterface', 'iInterface'),
  },
  5: {
    endpoint:      u8('usb.bEndpointAddress', 'bEndpointAddress', { base: 16 }),
    attributes:    u8('usb.bmAttributes', 'bmAttributes', { base: 16 }),
    largest:       u16('usb.wMaxPacketSize', 'wMaxPacketSize', little),
    interval:      u8('usb.bInterval', 'bInterval'),
  },
}).fields({ more: rest('', 'Data') })

const capturedData = rest('usb.capdata', 'Leftover Capture Data')
const endpoint = group('usb.endpoint_address', 'Endpoint', {
  isIn:            flag('usb.endpoint_address.direction', 'Direction'),
  reserved:        bits(3, '', 'Reserved'),
  number:          bits(4, 'usb.endpoint_address.number', 'Endpoint number'),
})
const letter = (filter: string, label: string, names: Readonly<Record<number, string>>): Field<number, unknown> => u8(filter, label,
  { base: 16, names })

interface Transfer {
  readonly transfer: number
  readonly request?: number | undefined
  readonly requestType?: { readonly type: number } | undefined
  readonly value?: number | undefined
  readonly descriptors?: readonly { readonly type: number }[] | undefined
}
/** What a transfer is, or what it asks for or tells. */
function kindOf({ transfer, request, requestType, value = 0, descriptors: told = [] }: Transfer): string {
  const kind = nameIn(transfers, transfer) ?? `transfer type ${transfer}`
  if (told.length > 0) return `${told.map(({ type }) => nameIn(descriptors, type) ?? `descriptor ${type}`).join(', ')}`
  if (request === undefined) return kind
  if (requestType?.type !== standard) return `${kind}, request ${request}`
  const name = nameIn(requests, request) ?? `request ${request}`
  return request === 6 ? `${name} ${nameIn(descriptors, value >> 8) ?? `0x${(value >> 8).toString(16)}`}` : name
}
/** What bulk transfers carry for devices of a class, as far as they tell by themselves. */
function carriedIn({ transfer, data }: { readonly transfer: number, readonly data?: Uint8Array | undefined }): readonly Derived[] {
  if (transfer !== bulkTransfer || data === undefined || !isWrapper(data, 0, data.length)) return []
  return [{ speaks: [['usb.bulk', 'mass storage']], bytes: data, isCut: false, label: 'Bulk transfer' }]
}
/** Where a transfer goes. */
const placeOf = (bus: number, device: number, number: number) => `${bus}.${device}.${number}`

/** `Documentation/usb/usbmon.rst` of Linux; with 16 more bytes where it is captured from a mapped buffer. */
function linuxOf(label: string, linkType: number, isMapped: boolean) {
  return protocol('usb', label, { linktype: [linkType] })
    .specified('https://www.usb.org/document-library/usb-20-specification')
    .fields({
      id:          u64('usb.urb_id', 'URB id', hexadecimal),
      event:       letter('usb.urb_type', 'URB type', { 0x53: 'URB_SUBMIT', 0x43: 'URB_COMPLETE', 0x45: 'URB_ERROR' }),
      transfer:    u8('usb.transfer_type', 'URB transfer type', { base: 16, names: transfers }),
      endpoint,
      device:      u8('usb.device_address', 'Device'),
      bus:         u16('usb.bus_id', 'URB bus id', little),
      setupFlag:   letter('usb.setup_flag', 'Device setup request', { 0: 'relevant', 0x2d: 'not relevant' }),
      dataFlag:    letter('usb.data_flag', 'Data', { 0: 'present', 0x3c: 'not present', 0x3e: 'not present' }),
      seconds:     u64('usb.urb_ts_sec', 'URB sec', little),
      microseconds: u32('usb.urb_ts_usec', 'URB usec', little),
      status:      u32('usb.urb_status', 'URB status', { ...little, signed: true }),
      length:      u32('usb.urb_len', 'URB length', { ...little, unit: 'bytes' }),
      captured:    u32('usb.data_len', 'Data length', { ...little, unit: 'bytes' }),
    })
    .cases([{ transfer: controlTransfer, setupFlag: 0 }, setup], [otherwise, { unused: bytes('', 'Unused setup header', 8) }])
    .fields({
      interval:    when(() => isMapped, u32('usb.interval', 'Interval', little)),
      startFrame:  when(() => isMapped, u32('usb.start_frame', 'Start frame', little)),
      flags:       when(() => isMapped, u32('usb.copy_of_transfer_flags', 'Copy of Transfer Flags', hexadecimal)),
      isoCount:    when(() => isMapped, u32('usb.iso.numdesc', 'Number of ISO descriptors', little)),
      isoData:     when(() => isMapped, bytes('', 'ISO descriptors', ({ transfer,
        isoCount }: { readonly transfer: number; readonly isoCount?: number }) =>
        (transfer === 0 ? 16 * (isoCount ?? 0) : 0)) as never),
    })
    .cases(
      [({ transfer, event, endpoint: { isIn }, captured }) => transfer === controlTransfer && event === 0x43 && isIn && captured >= 2, {
        descriptors: list('', 'Descriptors', descriptor),
      }],
      [otherwise, { data: capturedData }],
    )
    .derives(['usb.bulk'], (layer) => carriedIn(layer), { isAlone: true })
    .colored(undefined, ({ status, event }) => (event === 0x43 && status !== 0 ? 'warning' : undefined))
    .summarized((self) => {
      const { bus, device, endpoint: { number }, event, status } = self
      const direction = event === 0x53 ? `host > ${placeOf(bus, device, number)}` : `${placeOf(bus, device, number)} > host`
      return `${direction} ${kindOf(self as never)}${event === 0x53 || status === 0 ? '' : `, status ${status}`}`
    })
}
export const usbMonitor = linuxOf('USB URB', 189, false)
export const usbMonitorMapped = linuxOf('USB URB, mapped', 220, true)

const stages = { 0: 'Setup', 1: 'Data', 2: 'Status', 3: 'Complete' }
/** USBPcap, of Windows: https://desowin.org/usbpcap/captureformat.html. */
export const usbCapture = protocol('usb', 'USB URB of Windows', { linktype: [249] })
  .specified('https://www.usb.org/document-library/usb-20-specification')
  .fields({
    headerLength:  u16('usb.usbpcap_header_len', 'USBPcap pseudoheader length', { ...little, unit: 'bytes' }),
    id:            u64('usb.irp_id', 'IRP ID', hexadecimal),
    status:        u32('usb.usbd_status', 'IRP USBD_STATUS', hexadecimal),
    function:      u16('usb.function', 'URB Function', hexadecimal),
    information:   group('usb.irp_info', 'IRP information', {
      reserved:    bits(7, 'usb.irp_info.reserved', 'Reserved', { base: 16 }),
      direction:   bits(1, 'usb.irp_info.direction', 'Direction', { base: 16, names: { 0: 'FDO -> PDO', 1: 'PDO -> FDO' } }),
    }),
    bus:           u16('usb.bus_id', 'URB bus id', little),
    device:        u16('usb.device_address', 'Device', little),
    endpoint,
    transfer:      u8('usb.transfer_type', 'URB transfer type', { base: 16, names: transfers }),
    captured:      u32('usb.data_len', 'Packet Data Length', { ...little, unit: 'bytes' }),
  })
  .cases([{ transfer: controlTransfer, headerLength: 28 }, { stage: u8('usb.control_stage', 'Control transfer stage', { names: stages }) }])
  .cases([{ transfer: 0 }, {
    isoFrame:      u32('usb.win32.iso_frame', 'Isochronous transfer start frame', little),
    isoCount:      u32('usb.win32.iso_num_packets', 'Isochronous transfer number of packets', little),
    isoErrors:     u32('usb.win32.iso_error_count', 'Isochronous transfer error count', little),
  }])
  .cases(
    [{ stage: 0, 'information.direction': 0 }, setup],
    [({ stage, endpoint: { isIn }, captured }) => stage === 3 && isIn && captured >= 2, { descriptors: list('', 'Descriptors',
      descriptor) }],
  )
  .fields({ data: capturedData })
  .derives(['usb.bulk'], (layer) => carriedIn(layer), { isAlone: true })
  .summarized((self) => {
    const { bus, device, endpoint: { number }, information } = self
    const place = placeOf(bus, device, number)
    return `${information.direction === 0 ? `host > ${place}` : `${place} > host`} ${kindOf(self as never)}`
  })
