/** Names of GTP, version 1: 3GPP TS 29.060, release 17, and of its charging variant, TS 32.295. */

/** Section 7.1; those of the user plane TS 29.281, section 6. */
export const messages = {
  1: 'Echo request', 2: 'Echo response', 3: 'Version not supported', 4: 'Node alive request', 5: 'Node alive response',
  6: 'Redirection request', 7: 'Redirection response', 16: 'Create PDP context request', 17: 'Create PDP context response',
  18: 'Update PDP context request', 19: 'Update PDP context response', 20: 'Delete PDP context request',
  21: 'Delete PDP context response', 22: 'Initiate PDP context activation request', 23: 'Initiate PDP context activation response',
  26: 'Error indication', 27: 'PDU notification request', 28: 'PDU notification response', 29: 'PDU notification reject request',
  30: 'PDU notification reject response', 31: 'Supported extension headers', 32: 'Send routing information for GPRS request',
  33: 'Send routing information for GPRS response', 34: 'Failure report request', 35: 'Failure report response',
  36: 'Note MS GPRS present request', 37: 'Note MS GPRS present response', 48: 'Identification request', 49: 'Identification response',
  50: 'SGSN context request', 51: 'SGSN context response', 52: 'SGSN context acknowledge', 53: 'Forward relocation request',
  54: 'Forward relocation response', 55: 'Forward relocation complete', 56: 'Relocation cancel request', 57: 'Relocation cancel response',
  58: 'Forward SRNS context', 59: 'Forward relocation complete acknowledge', 60: 'Forward SRNS context acknowledge',
  61: 'UE registration query request', 62: 'UE registration query response', 70: 'RAN information relay', 96: 'MBMS notification request',
  97: 'MBMS notification response', 98: 'MBMS notification reject request', 99: 'MBMS notification reject response',
  100: 'Create MBMS context request', 101: 'Create MBMS context response', 102: 'Update MBMS context request',
  103: 'Update MBMS context response', 104: 'Delete MBMS context request', 105: 'Delete MBMS context response',
  112: 'MBMS registration request', 113: 'MBMS registration response', 114: 'MBMS de-registration request',
  115: 'MBMS de-registration response', 116: 'MBMS session start request', 117: 'MBMS session start response',
  118: 'MBMS session stop request', 119: 'MBMS session stop response', 120: 'MBMS session update request',
  121: 'MBMS session update response', 128: 'MS info change notification request', 129: 'MS info change notification response',
  240: 'Data record transfer request', 241: 'Data record transfer response', 253: 'Tunnel status', 254: 'End marker', 255: 'User data',
} as const

/** Section 7.7.1. */
export const causes = {
  0: 'Request IMSI', 1: 'Request IMEI', 2: 'Request IMSI and IMEI', 3: 'No identity needed', 4: 'MS refuses',
  5: 'MS is not GPRS responding', 6: 'Reactivation requested', 7: 'PDP address inactivity timer expires', 8: 'Network failure',
  9: 'QoS parameter mismatch', 128: 'Request accepted', 129: 'New PDP type due to network preference',
  130: 'New PDP type due to single address bearer only', 192: 'Non-existent', 193: 'Invalid message format', 194: 'IMSI/IMEI not known',
  195: 'MS is GPRS detached', 196: 'MS is not GPRS responding', 197: 'MS refuses', 198: 'Version not supported',
  199: 'No resources available', 200: 'Service not supported', 201: 'Mandatory IE incorrect', 202: 'Mandatory IE missing',
  203: 'Optional IE incorrect', 204: 'System failure', 205: 'Roaming restriction', 206: 'P-TMSI signature mismatch',
  207: 'GPRS connection suspended', 208: 'Authentication failure', 209: 'User authentication failed', 210: 'Context not found',
  211: 'All dynamic PDP addresses are occupied', 212: 'No memory is available', 213: 'Relocation failure',
  214: 'Unknown mandatory extension header', 215: 'Semantic error in the TFT operation', 216: 'Syntactic error in the TFT operation',
  217: 'Semantic errors in packet filter(s)', 218: 'Syntactic errors in packet filter(s)', 219: 'Missing or unknown APN',
  220: 'Unknown PDP address or PDP type', 221: 'PDP context without TFT already activated', 222: 'APN access denied, no subscription',
  223: 'APN restriction type incompatible with currently active PDP contexts', 224: 'MS MBMS capabilities insufficient',
  225: 'Invalid correlation-ID', 226: 'MBMS bearer context superseded', 227: 'Bearer control mode violation',
  228: 'Collision with network initiated request', 229: 'APN congestion', 230: 'Bearer handling not supported',
  231: 'Target access restricted for the subscriber', 232: 'UE is temporarily not reachable due to power saving',
  233: 'Relocation failure due to NAS message redirection',
} as const

/** Section 7.7. */
export const elementNames = {
  1: 'Cause', 2: 'IMSI', 3: 'Routing Area Identity', 4: 'Temporary Logical Link Identity', 5: 'Packet TMSI', 6: 'Quality of Service',
  8: 'Reordering Required', 9: 'Authentication Triplet', 11: 'MAP Cause', 12: 'P-TMSI Signature', 13: 'MS Validated', 14: 'Recovery',
  15: 'Selection Mode', 16: 'Tunnel Endpoint Identifier Data I', 17: 'Tunnel Endpoint Identifier Control Plane',
  18: 'Tunnel Endpoint Identifier Data II', 19: 'Teardown Ind', 20: 'NSAPI', 21: 'RANAP Cause', 22: 'RAB Context',
  23: 'Radio Priority SMS', 24: 'Radio Priority', 25: 'Packet Flow Id', 26: 'Charging Characteristics', 27: 'Trace Reference',
  28: 'Trace Type', 29: 'MS Not Reachable Reason', 126: 'Packet Transfer Command', 127: 'Charging ID', 128: 'End User Address',
  129: 'MM Context', 130: 'PDP Context', 131: 'Access Point Name', 132: 'Protocol Configuration Options', 133: 'GSN Address',
  134: 'MS International PSTN/ISDN Number (MSISDN)', 135: 'Quality of Service Profile', 136: 'Authentication Quintuplet',
  137: 'Traffic Flow Template', 138: 'Target Identification', 139: 'UTRAN Transparent Container', 140: 'RAB Setup Information',
  141: 'Extension Header Type List', 142: 'Trigger Id', 143: 'OMC Identity', 144: 'RAN Transparent Container',
  145: 'PDP Context Prioritization', 146: 'Additional RAB Setup Information', 147: 'SGSN Number', 148: 'Common Flags',
  149: 'APN Restriction', 150: 'Radio Priority LCS', 151: 'RAT Type', 152: 'User Location Information', 153: 'MS Time Zone',
  154: 'IMEI(SV)', 155: 'CAMEL Charging Information Container', 156: 'MBMS UE Context', 157: 'Temporary Mobile Group Identity',
  158: 'RIM Routing Address', 159: 'MBMS Protocol Configuration Options', 160: 'MBMS Service Area', 161: 'Source RNC PDCP Context Info',
  162: 'Additional Trace Info', 163: 'Hop Counter', 164: 'Selected PLMN ID', 165: 'MBMS Session Identifier', 166: 'MBMS 2G/3G Indicator',
  167: 'Enhanced NSAPI', 168: 'MBMS Session Duration', 169: 'Additional MBMS Trace Info', 170: 'MBMS Session Repetition Number',
  171: 'MBMS Time To Data Transfer', 173: 'BSS Container', 174: 'Cell Identification', 175: 'PDU Numbers', 176: 'BSSGP Cause',
  177: 'Required MBMS Bearer Capabilities', 178: 'RIM Routing Address Discriminator', 179: 'List of set-up PFCs',
  180: 'PS Handover XID Parameters', 181: 'MS Info Change Reporting Action', 182: 'Direct Tunnel Flags', 183: 'Correlation-ID',
  184: 'Bearer Control Mode', 185: 'MBMS Flow Identifier', 186: 'MBMS IP Multicast Distribution',
  187: 'MBMS Distribution Acknowledgement', 188: 'Reliable INTER RAT HANDOVER INFO', 189: 'RFSP Index',
  190: 'Fully Qualified Domain Name', 191: 'Evolved Allocation/Retention Priority I', 192: 'Evolved Allocation/Retention Priority II',
  193: 'Extended Common Flags', 194: 'User CSG Information', 195: 'CSG Information Reporting Action', 196: 'CSG ID',
  197: 'CSG Membership Indication', 198: 'Aggregate Maximum Bit Rate', 199: 'UE Network Capability', 200: 'UE-AMBR',
  201: 'APN-AMBR with NSAPI', 202: 'GGSN Back-Off Time', 203: 'Signalling Priority Indication',
  204: 'Signalling Priority Indication with NSAPI', 205: 'Higher bitrates than 16 Mbps flag', 207: 'Additional MM context for SRVCC',
  208: 'Additional flags for SRVCC', 209: 'STN-SR', 210: 'C-MSISDN', 211: 'Extended RANAP Cause', 212: 'eNodeB ID',
  213: 'Selection Mode with NSAPI', 214: 'ULI Timestamp', 215: 'LHN-ID with NSAPI', 216: 'CN Operator Selection Entity',
  217: 'UE Usage Type', 218: 'Extended Common Flags II', 219: 'Node Identifier', 220: 'CIoT Optimizations Support Indication',
  221: 'SCEF PDN Connection', 222: 'IOV_updates counter', 223: 'Mapped UE Usage Type', 224: 'UP Function Selection Indication Flags',
  238: 'Special IE type for IE Type Extension', 249: 'Sequence Numbers of Released Packets',
  250: 'Sequence Numbers of Cancelled Packets', 251: 'Charging Gateway Address',
  252: 'Data Record Packet', 253: 'Requests Responded', 254: 'Address of Recommended Node', 255: 'Private Extension',
} as const

export const radioTypes = {
  1: 'UTRAN', 2: 'GERAN', 3: 'WLAN', 4: 'GAN', 5: 'HSPA Evolution', 6: 'EUTRAN',
} as const
/** TS 29.281, section 5.2.1. */
export const extensions = {
  0: 'No more extension headers', 0x01: 'MBMS support indication', 0x02: 'MS Info Change Reporting support indication',
  0x03: 'Long PDCP PDU Number', 0x20: 'Service Class Indicator', 0x40: 'UDP Port', 0x81: 'RAN Container', 0x82: 'Long PDCP PDU Number',
  0x83: 'Xw RAN Container', 0x84: 'NR RAN Container', 0x85: 'PDU Session container', 0xc0: 'PDCP PDU Number', 0xc1: 'Suspend Request',
  0xc2: 'Suspend Response',
} as const
