/**
 * Attributes of Diameter: RFC 6733, section 4.5, RFC 7155, RFC 8506, section 8, RFC 4072 and 7683; those of 3GPP in TS 29.061, 29.212,
 * 29.214, 29.229 and 29.272.
 */
import {
  flag, group, ipv4Address, ipv6Address, list, overlay, record, rest, text, time, tlv, u16, u24, u32, u64, when,
  type Field, type Fields, type Schema, type View,
} from '../../../../schema/index.ts'
import { applications, enumerations, vendors } from './names.ts'

/** Numbers and names of attributes by what they hold. */
type Kinds = Readonly<Partial<Record<keyof typeof makers, string>>>
const base: Kinds = {
  addresses: '8 Framed-IP-Address, 9 Framed-IP-Netmask, 257 Host-IP-Address',
  bytes: '2 User-Password, 3 CHAP-Password, 4 NAS-IP-Address, 24 State, 25 Class, 44 Acct-Session-Id, 69 Tunnel-Password, 79 EAP-Message, '
    + '81 Tunnel-Private-Group-Id, 88 Framed-Pool, 95 NAS-IPv6-Address, 97 Framed-IPv6-Prefix, 100 Framed-IPv6-Pool, 123 '
    + 'Delegated-IPv6-Prefix, 404 CHAP-Ident, 405 CHAP-Response, 411 CC-Correlation-Id, 442 Service-Parameter-Value, 460 '
    + 'User-Equipment-Info-Value, 462 EAP-Payload, 463 EAP-Reissued-Payload, 464 EAP-Master-Session-Key',
  groups: '260 Vendor-Specific-Application-Id, 279 Failed-AVP, 284 Proxy-Info, 297 Experimental-Result, 300 E2E-Sequence, 401 Tunneling, '
    + '402 CHAP-Auth, 413 CC-Money, 423 Cost-Information, 430 Final-Unit-Indication, 431 Granted-Service-Unit, 434 Redirect-Server, 437 '
    + 'Requested-Service-Unit, 440 Service-Parameter-Info, 443 Subscription-Id, 445 Unit-Value, 446 Used-Service-Unit, 456 '
    + 'Multiple-Services-Credit-Control, 457 G-S-U-Pool-Reference, 458 User-Equipment-Info, 621 OC-Supported-Features, 623 OC-OLR',
  large: '287 Accounting-Sub-Session-Id, 363 Accounting-Input-Octets, 364 Accounting-Output-Octets, 365 Accounting-Input-Packets, 366 '
    + 'Accounting-Output-Packets, 412 CC-Input-Octets, 414 CC-Output-Octets, 417 CC-Service-Specific-Units, 419 CC-Sub-Session-Id, 421 '
    + 'CC-Total-Octets, 465 Accounting-EAP-Auth-Method, 622 OC-Feature-Vector, 624 OC-Sequence-Number',
  largeSigned: '447 Value-Digits',
  numbers: '5 NAS-Port, 12 Framed-MTU, 27 Session-Timeout, 28 Idle-Timeout, 46 Acct-Session-Time, 62 Port-Limit, 85 Acct-Interim-Interval, '
    + '258 Auth-Application-Id, 259 Acct-Application-Id, 262 Redirect-Max-Cache-Time, 265 Supported-Vendor-Id, 266 Vendor-Id, 267 '
    + 'Firmware-Revision, 272 Multi-Round-Time-Out, 276 Auth-Grace-Period, 278 Origin-State-Id, 415 CC-Request-Number, 420 CC-Time, 425 '
    + 'Currency-Code, 432 Rating-Group, 439 Service-Identifier, 441 Service-Parameter-Type, 448 Validity-Time, 453 '
    + 'G-S-U-Pool-Identifier, 485 Accounting-Record-Number, 625 OC-Validity-Duration, 627 OC-Reduction-Percentage',
  signed: '6 Service-Type, 7 Framed-Protocol, 61 NAS-Port-Type, 64 Tunnel-Type, 65 Tunnel-Medium-Type, 261 Redirect-Host-Usage, 268 '
    + 'Result-Code, 270 Session-Binding, 271 Session-Server-Failover, 273 Disconnect-Cause, 274 Auth-Request-Type, 277 '
    + 'Auth-Session-State, 285 Re-Auth-Request-Type, 291 Authorization-Lifetime, 295 Termination-Cause, 298 Experimental-Result-Code, '
    + '299 Inband-Security-Id, 301 DRMP, 403 CHAP-Algorithm, 406 Accounting-Auth-Method, 408 Origin-AAA-Protocol, 416 CC-Request-Type, '
    + '418 CC-Session-Failover, 422 Check-Balance-Result, 426 Credit-Control, 427 Credit-Control-Failure-Handling, 428 '
    + 'Direct-Debiting-Failure-Handling, 429 Exponent, 433 Redirect-Address-Type, 436 Requested-Action, 449 Final-Unit-Action, 450 '
    + 'Subscription-Id-Type, 452 Tariff-Change-Usage, 454 CC-Unit-Type, 455 Multiple-Services-Indicator, 459 User-Equipment-Info-Type, '
    + '480 Accounting-Record-Type, 483 Accounting-Realtime-Required, 626 OC-Report-Type',
  texts: '1 User-Name, 11 Filter-Id, 18 Reply-Message, 19 Callback-Number, 20 Callback-Id, 22 Framed-Route, 30 Called-Station-Id, 31 '
    + 'Calling-Station-Id, 32 NAS-Identifier, 50 Accounting-Multi-Session-Id, 66 Tunnel-Client-Endpoint, 67 Tunnel-Server-Endpoint, 77 '
    + 'Connect-Info, 87 NAS-Port-Id, 99 Framed-IPv6-Route, 263 Session-Id, 264 Origin-Host, 269 Product-Name, 275 Alternate-Peer, 280 '
    + 'Proxy-Host, 281 Error-Message, 282 Route-Record, 283 Destination-Realm, 292 Redirect-Host, 293 Destination-Host, 294 '
    + 'Error-Reporting-Host, 296 Origin-Realm, 400 NAS-Filter-Rule, 407 QoS-Filter-Rule, 424 Cost-Unit, 435 Redirect-Server-Address, '
    + '438 Restriction-Filter-Rule, 444 Subscription-Id-Data, 461 Service-Context-Id, 620 Redirect-Realm',
  times: '55 Event-Timestamp, 451 Tariff-Time-Change',
}
const ofThirdGeneration: Kinds = {
  addresses: '6 3GPP-SGSN-Address, 7 3GPP-GGSN-Address',
  bytes: '21 3GPP-RAT-Type, 22 3GPP-User-Location-Info, 23 3GPP-MS-TimeZone, 701 MSISDN, 1407 Visited-PLMN-Id, 1447 RAND, 1448 XRES, '
    + '1449 AUTN, 1450 KASME',
  groups: '517 Media-Component-Description, 519 Media-Sub-Component, 603 Server-Capabilities, 628 Supported-Features, 873 '
    + 'Service-Information, 874 PS-Information, 1001 Charging-Rule-Install, 1002 Charging-Rule-Remove, 1003 '
    + 'Charging-Rule-Definition, 1016 QoS-Information, 1034 Allocation-Retention-Priority, 1049 Default-EPS-Bearer-QoS, 1058 '
    + 'Flow-Information, 1400 Subscription-Data, 1401 Terminal-Information, 1408 Requested-EUTRAN-Authentication-Info, 1413 '
    + 'Authentication-Info, 1414 E-UTRAN-Vector, 1429 APN-Configuration-Profile, 1430 APN-Configuration, 1435 AMBR',
  numbers: '515 Max-Requested-Bandwidth-DL, 516 Max-Requested-Bandwidth-UL, 518 Media-Component-Number, 629 Feature-List-ID, 630 '
    + 'Feature-List, 1010 Precedence, 1025 Guaranteed-Bitrate-DL, 1026 Guaranteed-Bitrate-UL, 1046 Priority-Level, 1405 ULR-Flags, '
    + '1406 ULA-Flags, 1410 Number-Of-Requested-Vectors, 1412 Immediate-Response-Preferred, 1423 Context-Identifier, 1426 '
    + 'Access-Restriction-Data',
  signed: '511 Flow-Status, 513 Specific-Action, 520 Media-Type, 614 Server-Assignment-Type, 623 User-Authorization-Type, 1000 '
    + 'Bearer-Usage, 1006 Event-Trigger, 1007 Metering-Method, 1008 Offline, 1009 Online, 1011 Reporting-Level, 1027 IP-CAN-Type, '
    + '1028 QoS-Class-Identifier, 1032 RAT-Type, 1047 Pre-emption-Capability, 1048 Pre-emption-Vulnerability, 1420 '
    + 'Cancellation-Type, 1424 Subscriber-Status',
  texts: '1 3GPP-IMSI, 2 3GPP-Charging-Id, 8 3GPP-IMSI-MCC-MNC, 9 3GPP-GGSN-MCC-MNC, 10 3GPP-NSAPI, 12 3GPP-Selection-Mode, 13 '
    + '3GPP-Charging-Characteristics, 18 3GPP-SGSN-MCC-MNC, 507 Flow-Description, 601 Public-Identity, 602 Server-Name, 831 '
    + 'Calling-Party-Address, 832 Called-Party-Address, 1005 Charging-Rule-Name, 1402 IMEI, 1403 Software-Version',
}

/** RFC 6733, section 4.3.1, Address: its family is one of IANA "Address Family Numbers". */
const families = { 1: 'IPv4', 2: 'IPv6', 8: 'E.164' } as const
const addressSet = (name: string, label: string) => ({
  whole:   overlay(rest(name, label)),
  family:  u16(`${name}.addr_family`, `${label} Address Family`, { names: families }),
  address: list('', label, record(label, {}).cases(
    [({ end, start }: View) => end - start === 4, { ipv4: ipv4Address(`${name}.IPv4`, `${label} Address`) }],
    [({ end, start }: View) => end - start === 16, { ipv6: ipv6Address(`${name}.IPv6`, `${label} Address`) }],
    [() => true, { other: rest(`${name}.Bytes`, `${label} Address`) }],
  ), { count: () => 1 }),
})
const named: Readonly<Record<number, object>> = { 258: applications, 259: applications, 265: vendors, 266: vendors }
const one = (value: Field<any, any, any>): Fields<View> => ({ value }) as never
const makers = {
  numbers:     (name: string, label: string, code: number) => one(u32(name, label, named[code] && { names: named[code] as never })),
  signed:      (name: string, label: string, code: number) => one(u32(name, label, { signed: true, names: enumerations[code] as never })),
  large:       (name: string, label: string) => one(u64(name, label)),
  largeSigned: (name: string, label: string) => one(u64(name, label, { signed: true })),
  texts:       (name: string, label: string) => one(text(name, label)),
  bytes:       (name: string, label: string) => one(rest(name, label)),
  times:       (name: string, label: string) => one(time(name, label, 'ntp-seconds')),
  addresses:   (name: string, label: string) => addressSet(name, label) as unknown as Fields<View>,
  groups:      (name: string, label: string, _code: number, inner: Field<any, any, any>) =>
    ({ whole: overlay(rest(name, label)), attributes: inner }) as unknown as Fields<View>,
}

const thirdGeneration = 10415
/** Numbers of attributes of 3GPP follow those of the IETF. */
const shift = 1_000_000

function each(kinds: Kinds, take: (code: number, name: string, kind: keyof typeof makers) => void): void {
  for (const [kind, words] of Object.entries(kinds))
    for (const word of words.split(', ')) {
      const space = word.indexOf(' ')
      take(Number(word.slice(0, space)), word.slice(space + 1), kind as keyof typeof makers)
    }
}
const names: Record<number, string> = {}
each(base, (code, name) => { names[code] = name })
/** The sets of all attributes, where a group holds `inner`. */
function setsWith(inner: Field<any, any, any>): Record<number, Fields<View>> {
  const sets: Record<number, Fields<View>> = {}
  const add = (more: number) => (code: number, name: string, kind: keyof typeof makers) => {
    sets[more + code] = makers[kind](`diameter.${name}`, name, more + code, inner)
  }
  each(base, add(0))
  each(ofThirdGeneration, add(shift))
  return sets
}

/** What is known of an attribute by its type. */
export interface Attribute {
  readonly code: number
  readonly vendor: number | undefined
  readonly value: unknown
  readonly attributes: readonly (View & Attribute)[] | undefined
}
const keyOf = ({ code, vendor = 0 }: Pick<Attribute, 'code' | 'vendor'>) =>
  vendor === 0 ? code : vendor === thirdGeneration ? shift + code : -1

const deepest = 3
/** RFC 6733, section 4.1. */
function attributeAt(depth: number): Schema<Attribute> {
  const inner = depth < deepest ? list('', 'Attributes', attributeAt(depth + 1)) : rest('', 'Attributes')
  return tlv('AVP', {
    code:   u32('diameter.avp.code', 'AVP Code', { names }),
    flags:  group('diameter.avp.flags', 'AVP Flags', {
      hasVendor:   flag('diameter.flags.vendorspecific', 'Vendor-Specific'),
      isMandatory: flag('diameter.flags.mandatory', 'Mandatory'),
      isProtected: flag('diameter.avp.flags.protected', 'Protected'),
      reserved3:   flag('diameter.avp.flags.reserved3', 'Reserved'),
      reserved4:   flag('diameter.avp.flags.reserved4', 'Reserved'),
      reserved5:   flag('diameter.avp.flags.reserved5', 'Reserved'),
      reserved6:   flag('diameter.avp.flags.reserved6', 'Reserved'),
      reserved7:   flag('diameter.avp.flags.reserved7', 'Reserved'),
    }),
    length: u24('diameter.avp.len', 'AVP Length', { unit: 'bytes' }),
  }, { counts: 'all', align: 4 })
    .fields({ vendor: when('flags.hasVendor', u32('diameter.avp.vendorId', 'AVP Vendor Id', { names: vendors })) })
    .choice(keyOf as never, setsWith(inner) as never, { data: rest('diameter.avp.data', 'Value') })
    .fields({ more: rest('', 'Data') }) as unknown as Schema<Attribute>
}
export const attribute = attributeAt(0)
