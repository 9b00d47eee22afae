/** Parser of rtnetlink messages about interfaces: netlink(7), rtnetlink(7), linux/if_link.h. */
import { ipv4Text, ipv6Text } from '../../../schema/kinds/addresses.ts'

export type NetlinkMessage = LinkMessage | AddressMessage | EndMessage

interface Reply {
  /** Sequence number of the request, possibly of another program. */
  readonly sequence: number
  /** The listing was interrupted by a change and may be incomplete (NLM_F_DUMP_INTR). */
  readonly interrupted: boolean
}

export interface LinkMessage extends Reply {
  readonly kind: 'link'
  /** Interface index, which does not change with the name. */
  readonly index: number
  /** Whether it was removed, and whether it moved to another network namespace. */
  readonly gone: boolean
  readonly moved: boolean
  readonly name: string | undefined
  /** Administratively up (IFF_UP). */
  readonly up: boolean
  /** Has a carrier. */
  readonly carrier: boolean
  /** Kind of its master interface, such as `bridge` or `bond`; undefined without one. */
  readonly portOf?: string | undefined
}

export interface AddressMessage extends Reply {
  readonly kind: 'address'
  readonly index: number
  readonly gone: boolean
  /** `192.0.2.1/24` */
  readonly address: string
}

/** The end of a listing, or an error. */
export interface EndMessage extends Reply {
  readonly kind: 'end'
  /** 0, or the error number. */
  readonly error: number
}

/** The messages of one datagram, in host byte order, up to the first malformed one. */
export function readMessages(bytes: Uint8Array): NetlinkMessage[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const messages: NetlinkMessage[] = []
  for (let at = 0; at + headerLength <= bytes.length;) {
    const length = view.getUint32(at, littleEndian)
    if (length < headerLength || at + length > bytes.length) break
    const message = readMessage(new DataView(view.buffer, view.byteOffset + at, length))
    if (message) messages.push(message)
    at += aligned(length)
  }
  return messages
}

/** Requests a list of all `links` or `addresses`; the replies have the same `sequence`. */
export function listRequest(of: 'links' | 'addresses', sequence: number): Uint8Array {
  const bytes = new Uint8Array(headerLength + (of === 'links' ? linkLength : addressLength))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, bytes.length, littleEndian)
  view.setUint16(4, of === 'links' ? getLink : getAddress, littleEndian)
  view.setUint16(6, requestFlag | dumpFlags, littleEndian)
  view.setUint32(8, sequence, littleEndian)
  return bytes
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
const headerLength = 16
const linkLength = 16
const addressLength = 8
const aligned = (length: number) => (length + 3) & ~3

/** Message types and flags. */
const [errorType, doneType, newLink, deletedLink, getLink, newAddress, deletedAddress, getAddress] = [
  2, 3, 16, 17, 18, 20, 21, 22,
]
const [requestFlag, interruptedFlag, dumpFlags] = [0x1, 0x10, 0x300]

function readMessage(view: DataView): NetlinkMessage | undefined {
  const type = view.getUint16(4, littleEndian)
  const reply = {
    sequence: view.getUint32(8, littleEndian),
    interrupted: (view.getUint16(6, littleEndian) & interruptedFlag) !== 0,
  }
  switch (type) {
    case newLink:
    case deletedLink:
      return readLink(view, type === deletedLink, reply)
    case newAddress:
    case deletedAddress:
      return readAddress(view, type === deletedAddress, reply)
    case errorType:
    case doneType:
      return {
        kind: 'end',
        ...reply,
        error: view.byteLength < headerLength + 4 ? 0 : Math.abs(view.getInt32(headerLength, littleEndian)),
      }
    default:
      return undefined
  }
}

/** struct ifinfomsg */
function readLink(view: DataView, gone: boolean, reply: Reply): LinkMessage | undefined {
  if (view.byteLength < headerLength + linkLength) return undefined
  // A bridge sends the same message type when a port joins or leaves.
  if (view.getUint8(headerLength) !== unspecifiedFamily) return undefined
  const flags = view.getUint32(headerLength + 8, littleEndian)
  const attributes = attributesOf(view, headerLength + linkLength)
  const name = attributes.get(nameAttribute)
  return {
    kind: 'link',
    ...reply,
    gone,
    index: view.getInt32(headerLength + 4, littleEndian),
    moved: attributes.has(newNamespaceAttribute),
    name: name && textOf(name),
    up: (flags & upFlag) !== 0,
    carrier: (flags & lowerUpFlag) !== 0,
    portOf: portOf(attributes.get(linkInformationAttribute)),
  }
}

/** IFLA_INFO_SLAVE_KIND in IFLA_LINKINFO. */
function portOf(information: Uint8Array | undefined): string | undefined {
  const kind =
    information &&
    attributesOf(new DataView(information.buffer, information.byteOffset, information.byteLength), 0).get(
      portKindAttribute,
    )
  return kind && textOf(kind)
}

const unspecifiedFamily = 0
const [upFlag, lowerUpFlag] = [0x1, 0x10000]
const [nameAttribute, linkInformationAttribute, newNamespaceAttribute, portKindAttribute] = [3, 18, 45, 4]

/** struct ifaddrmsg. IFA_LOCAL is the own address if there is a peer address as well. */
function readAddress(view: DataView, gone: boolean, reply: Reply): AddressMessage | undefined {
  if (view.byteLength < headerLength + addressLength) return undefined
  const family = view.getUint8(headerLength)
  const attributes = attributesOf(view, headerLength + addressLength)
  const bytes = attributes.get(localAttribute) ?? attributes.get(addressAttribute)
  const write =
    family === ipv4Family && bytes?.length === 4
      ? ipv4Text
      : family === ipv6Family && bytes?.length === 16
        ? ipv6Text
        : undefined
  if (bytes === undefined || write === undefined) return undefined
  const address = `${write(bytes, 0)}/${view.getUint8(headerLength + 1)}`
  return { kind: 'address', ...reply, gone, index: view.getInt32(headerLength + 4, littleEndian), address }
}

const [ipv4Family, ipv6Family] = [2, 10]
const [addressAttribute, localAttribute] = [1, 2]

/** Attribute values by type, from `at` to the end of the message. */
function attributesOf(view: DataView, at: number): Map<number, Uint8Array> {
  const attributes = new Map<number, Uint8Array>()
  while (at + 4 <= view.byteLength) {
    const length = view.getUint16(at, littleEndian)
    if (length < 4 || at + length > view.byteLength) break
    // The two upper bits are flags about the encoding.
    attributes.set(
      view.getUint16(at + 2, littleEndian) & 0x3fff,
      new Uint8Array(view.buffer, view.byteOffset + at + 4, length - 4),
    )
    at += aligned(length)
  }
  return attributes
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end))
}
