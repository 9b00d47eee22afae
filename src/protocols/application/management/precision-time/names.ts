/** Numbers of IEEE 1588-2019: tables 36 (messages), 5 and 6 (accuracy, time source), 20 (states), 52 (TLVs), 57 to 59 (management). */
export const messages = {
  0: 'Sync', 1: 'Delay_Req', 2: 'Pdelay_Req', 3: 'Pdelay_Resp', 8: 'Follow_Up', 9: 'Delay_Resp', 10: 'Pdelay_Resp_Follow_Up',
  11: 'Announce',
  12: 'Signaling', 13: 'Management',
}
export const accuracies = {
  0x17: '1 ps', 0x18: '2.5 ps', 0x19: '10 ps', 0x1a: '25 ps', 0x1b: '100 ps', 0x1c: '250 ps', 0x1d: '1 ns', 0x1e: '2.5 ns', 0x1f: '10 ns',
  0x20: '25 ns', 0x21: '100 ns', 0x22: '250 ns', 0x23: '1 us', 0x24: '2.5 us', 0x25: '10 us', 0x26: '25 us', 0x27: '100 us', 0x28: '250 us',
  0x29: '1 ms', 0x2a: '2.5 ms', 0x2b: '10 ms', 0x2c: '25 ms', 0x2d: '100 ms', 0x2e: '250 ms', 0x2f: '1 s', 0x30: '10 s', 0x31: 'over 10 s',
  0xfe: 'unknown',
}
export const timeSources = {
  0x10: 'atomic clock', 0x20: 'GNSS', 0x30: 'terrestrial radio', 0x39: 'serial time code', 0x40: 'PTP', 0x50: 'NTP', 0x60: 'hand set',
  0x90: 'other',
  0xa0: 'internal oscillator',
}
export const states = {
  1: 'initializing', 2: 'faulty', 3: 'disabled', 4: 'listening', 5: 'pre-master', 6: 'master', 7: 'passive', 8: 'uncalibrated', 9: 'slave',
}
export const tlvTypes = {
  1: 'Management', 2: 'Management Error Status', 3: 'Organization Extension', 4: 'Request Unicast Transmission',
  5: 'Grant Unicast Transmission',
  6: 'Cancel Unicast Transmission', 7: 'Acknowledge Cancel Unicast Transmission', 8: 'Path Trace', 9: 'Alternate Time Offset Indicator',
  0x2000: 'Authentication (2008)', 0x2001: 'Authentication Challenge', 0x2002: 'Security Association Update',
  0x2003: 'Cumulative Frequency Scale Factor Offset', 0x2004: 'PTPMON Request', 0x2005: 'PTPMON Response',
  0x4000: 'Organization Extension Propagate',
  0x4001: 'Enhanced Accuracy Metrics', 0x8000: 'Organization Extension Do Not Propagate', 0x8001: 'L1 Sync',
  0x8002: 'Port Communication Availability',
  0x8003: 'Protocol Address', 0x8004: 'Slave RX Sync Timing Data', 0x8005: 'Slave RX Sync Computed Data',
  0x8006: 'Slave TX Event Timestamps',
  0x8007: 'Cumulative Rate Ratio', 0x8008: 'Pad', 0x8009: 'Authentication',
}
export const actions = { 0: 'GET', 1: 'SET', 2: 'RESPONSE', 3: 'COMMAND', 4: 'ACKNOWLEDGE' }
export const managementIds = {
  0x0000: 'NULL_PTP_MANAGEMENT', 0x0001: 'CLOCK_DESCRIPTION', 0x0002: 'USER_DESCRIPTION', 0x0003: 'SAVE_IN_NON_VOLATILE_STORAGE',
  0x0004: 'RESET_NON_VOLATILE_STORAGE', 0x0005: 'INITIALIZE', 0x0006: 'FAULT_LOG', 0x0007: 'FAULT_LOG_RESET', 0x2000: 'DEFAULT_DATA_SET',
  0x2001: 'CURRENT_DATA_SET', 0x2002: 'PARENT_DATA_SET', 0x2003: 'TIME_PROPERTIES_DATA_SET', 0x2004: 'PORT_DATA_SET', 0x2005: 'PRIORITY1',
  0x2006: 'PRIORITY2', 0x2007: 'DOMAIN', 0x2008: 'SLAVE_ONLY', 0x2009: 'LOG_ANNOUNCE_INTERVAL', 0x200a: 'ANNOUNCE_RECEIPT_TIMEOUT',
  0x200b: 'LOG_SYNC_INTERVAL', 0x200c: 'VERSION_NUMBER', 0x200d: 'ENABLE_PORT', 0x200e: 'DISABLE_PORT', 0x200f: 'TIME',
  0x2010: 'CLOCK_ACCURACY',
  0x2011: 'UTC_PROPERTIES', 0x2012: 'TRACEABILITY_PROPERTIES', 0x2013: 'TIMESCALE_PROPERTIES', 0x2014: 'UNICAST_NEGOTIATION_ENABLE',
  0x2015: 'PATH_TRACE_LIST', 0x2016: 'PATH_TRACE_ENABLE', 0x2017: 'GRANDMASTER_CLUSTER_TABLE', 0x2018: 'UNICAST_MASTER_TABLE',
  0x2019: 'UNICAST_MASTER_MAX_TABLE_SIZE', 0x201a: 'ACCEPTABLE_MASTER_TABLE', 0x201b: 'ACCEPTABLE_MASTER_TABLE_ENABLED',
  0x201c: 'ACCEPTABLE_MASTER_MAX_TABLE_SIZE', 0x201d: 'ALTERNATE_MASTER', 0x201e: 'ALTERNATE_TIME_OFFSET_ENABLE',
  0x201f: 'ALTERNATE_TIME_OFFSET_NAME',
  0x2020: 'ALTERNATE_TIME_OFFSET_MAX_KEY', 0x2021: 'ALTERNATE_TIME_OFFSET_PROPERTIES', 0x3000: 'EXTERNAL_PORT_CONFIGURATION_ENABLED',
  0x3001: 'MASTER_ONLY', 0x3002: 'HOLDOVER_UPGRADE_ENABLE', 0x3003: 'EXT_PORT_CONFIG_PORT_DATA_SET',
  0x4000: 'TRANSPARENT_CLOCK_DEFAULT_DATA_SET',
  0x4001: 'TRANSPARENT_CLOCK_PORT_DATA_SET', 0x4002: 'PRIMARY_DOMAIN', 0x6000: 'DELAY_MECHANISM', 0x6001: 'LOG_MIN_PDELAY_REQ_INTERVAL',
}
export const managementErrors = {
  1: 'response too big', 2: 'no such ID', 3: 'wrong length', 4: 'wrong value', 5: 'not setable', 6: 'not supported', 7: 'unpopulated',
  0xfffe: 'general error',
}
