/** Methods and errors of the attribute protocol: Core Specification 5.3, volume 3, part F, sections 3.4.8 and 3.4.1.1. */
export const methods = {
  0x01: 'Error Response', 0x02: 'Exchange MTU Request', 0x03: 'Exchange MTU Response', 0x04: 'Find Information Request',
  0x05: 'Find Information Response', 0x06: 'Find By Type Value Request', 0x07: 'Find By Type Value Response', 0x08: 'Read By Type Request',
  0x09: 'Read By Type Response', 0x0a: 'Read Request', 0x0b: 'Read Response', 0x0c: 'Read Blob Request', 0x0d: 'Read Blob Response',
  0x0e: 'Read Multiple Request', 0x0f: 'Read Multiple Response', 0x10: 'Read By Group Type Request', 0x11: 'Read By Group Type Response',
  0x12: 'Write Request', 0x13: 'Write Response', 0x16: 'Prepare Write Request', 0x17: 'Prepare Write Response',
  0x18: 'Execute Write Request', 0x19: 'Execute Write Response', 0x1b: 'Handle Value Notification', 0x1d: 'Handle Value Indication',
  0x1e: 'Handle Value Confirmation', 0x20: 'Read Multiple Variable Request', 0x21: 'Read Multiple Variable Response',
  0x23: 'Multiple Handle Value Notification', 0x52: 'Write Command', 0xd2: 'Signed Write Command',
}

export const errors = {
  0x01: 'Invalid Handle', 0x02: 'Read Not Permitted', 0x03: 'Write Not Permitted', 0x04: 'Invalid PDU',
  0x05: 'Insufficient Authentication', 0x06: 'Request Not Supported', 0x07: 'Invalid Offset', 0x08: 'Insufficient Authorization',
  0x09: 'Prepare Queue Full', 0x0a: 'Attribute Not Found', 0x0b: 'Attribute Not Long', 0x0c: 'Insufficient Encryption Key Size',
  0x0d: 'Invalid Attribute Value Length', 0x0e: 'Unlikely Error', 0x0f: 'Insufficient Encryption', 0x10: 'Unsupported Group Type',
  0x11: 'Insufficient Resources', 0x12: 'Database Out Of Sync', 0x13: 'Value Not Allowed', 0xfc: 'Write Request Rejected',
  0xfd: 'Client Characteristic Configuration Improperly Configured', 0xfe: 'Procedure Already In Progress', 0xff: 'Out Of Range',
}
