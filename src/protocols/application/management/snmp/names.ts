/** Names of SNMP: RFC 3416, section 3, RFC 1157, section 4.1.6, RFC 3411, section 5, and of the best-known objects. */

export const versions = { 0: 'v1', 1: 'v2c', 2: 'v2u', 3: 'v3' } as const
export const operations = {
  0: 'get-request', 1: 'get-next-request', 2: 'get-response', 3: 'set-request', 4: 'trap', 5: 'getBulkRequest', 6: 'informRequest',
  7: 'snmpV2-trap', 8: 'report',
} as const
export const errors = {
  0: 'noError', 1: 'tooBig', 2: 'noSuchName', 3: 'badValue', 4: 'readOnly', 5: 'genErr', 6: 'noAccess', 7: 'wrongType', 8: 'wrongLength',
  9: 'wrongEncoding', 10: 'wrongValue', 11: 'noCreation', 12: 'inconsistentValue', 13: 'resourceUnavailable', 14: 'commitFailed',
  15: 'undoFailed', 16: 'authorizationError', 17: 'notWritable', 18: 'inconsistentName',
} as const
export const genericTraps = {
  0: 'coldStart', 1: 'warmStart', 2: 'linkDown', 3: 'linkUp', 4: 'authenticationFailure', 5: 'egpNeighborLoss', 6: 'enterpriseSpecific',
} as const
export const securityModels = { 0: 'Any', 1: 'V1', 2: 'V2C', 3: 'USM', 4: 'TSM' } as const
/** RFC 3411, section 5, SnmpEngineID. */
export const engineFormats = {
  0: 'Reserved', 1: 'IPv4 address', 2: 'IPv6 address', 3: 'MAC address', 4: 'Text, administratively assigned',
  5: 'Octets, administratively assigned', 128: 'Net-SNMP Random',
} as const

/** The objects below an identifier, from 1 on, `-` where one is left out: RFC 3418, 2863, 4293, 4022, 4113, 3414, 2790. */
const objects: Readonly<Record<string, string>> = {
  '1.3.6.1': 'directory mgmt experimental private security snmpV2',
  '1.3.6.1.2': 'mib-2',
  '1.3.6.1.4': 'enterprises',
  '1.3.6.1.2.1': 'system interfaces at ip icmp tcp udp egp - transmission snmp',
  '1.3.6.1.2.1.1': 'sysDescr sysObjectID sysUpTime sysContact sysName sysLocation sysServices sysORLastChange sysORTable',
  '1.3.6.1.2.1.1.9.1': 'sysORIndex sysORID sysORDescr sysORUpTime',
  '1.3.6.1.2.1.2': 'ifNumber ifTable',
  '1.3.6.1.2.1.2.2.1': 'ifIndex ifDescr ifType ifMtu ifSpeed ifPhysAddress ifAdminStatus ifOperStatus ifLastChange ifInOctets '
    + 'ifInUcastPkts ifInNUcastPkts ifInDiscards ifInErrors ifInUnknownProtos ifOutOctets ifOutUcastPkts ifOutNUcastPkts ifOutDiscards '
    + 'ifOutErrors ifOutQLen ifSpecific',
  '1.3.6.1.2.1.4': 'ipForwarding ipDefaultTTL ipInReceives ipInHdrErrors ipInAddrErrors ipForwDatagrams ipInUnknownProtos ipInDiscards '
    + 'ipInDelivers ipOutRequests ipOutDiscards ipOutNoRoutes ipReasmTimeout ipReasmReqds ipReasmOKs ipReasmFails ipFragOKs ipFragFails '
    + 'ipFragCreates ipAddrTable ipRouteTable ipNetToMediaTable ipRoutingDiscards',
  '1.3.6.1.2.1.4.20.1': 'ipAdEntAddr ipAdEntIfIndex ipAdEntNetMask ipAdEntBcastAddr ipAdEntReasmMaxSize',
  '1.3.6.1.2.1.4.22.1': 'ipNetToMediaIfIndex ipNetToMediaPhysAddress ipNetToMediaNetAddress ipNetToMediaType',
  '1.3.6.1.2.1.6': 'tcpRtoAlgorithm tcpRtoMin tcpRtoMax tcpMaxConn tcpActiveOpens tcpPassiveOpens tcpAttemptFails tcpEstabResets '
    + 'tcpCurrEstab tcpInSegs tcpOutSegs tcpRetransSegs tcpConnTable tcpInErrs tcpOutRsts',
  '1.3.6.1.2.1.7': 'udpInDatagrams udpNoPorts udpInErrors udpOutDatagrams udpTable',
  '1.3.6.1.2.1.25.1': 'hrSystemUptime hrSystemDate hrSystemInitialLoadDevice hrSystemInitialLoadParameters hrSystemNumUsers '
    + 'hrSystemProcesses hrSystemMaxProcesses',
  '1.3.6.1.2.1.31.1.1.1': 'ifName ifInMulticastPkts ifInBroadcastPkts ifOutMulticastPkts ifOutBroadcastPkts ifHCInOctets ifHCInUcastPkts '
    + 'ifHCInMulticastPkts ifHCInBroadcastPkts ifHCOutOctets ifHCOutUcastPkts ifHCOutMulticastPkts ifHCOutBroadcastPkts '
    + 'ifLinkUpDownTrapEnable ifHighSpeed ifPromiscuousMode ifConnectorPresent ifAlias ifCounterDiscontinuityTime',
  '1.3.6.1.6.3.1.1.4': 'snmpTrapOID - snmpTrapEnterprise',
  '1.3.6.1.6.3.1.1.5': 'coldStart warmStart linkDown linkUp authenticationFailure egpNeighborLoss',
  '1.3.6.1.6.3.15.1.1': 'usmStatsUnsupportedSecLevels usmStatsNotInTimeWindows usmStatsUnknownUserNames usmStatsUnknownEngineIDs '
    + 'usmStatsWrongDigests usmStatsDecryptionErrors',
}
const deepest = Math.max(...Object.keys(objects).map((oid) => oid.split('.').length))

/** An identifier by the name of the object that it is, or lies below: `sysUpTime.0`; itself where none is known. */
export function objectName(oid: string): string {
  const arcs = oid.split('.')
  for (let length = Math.min(deepest, arcs.length - 1); length > 0; length--) {
    const name = objects[arcs.slice(0, length).join('.')]?.split(' ')[Number(arcs[length]) - 1]
    if (name !== undefined && name !== '-') return [name, ...arcs.slice(length + 1)].join('.')
  }
  return oid
}
