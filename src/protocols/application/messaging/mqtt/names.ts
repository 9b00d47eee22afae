/** The numbers of MQTT and their names, as of 5.0 (OASIS Standard of 7 March 2019). */

/** Section 2.1.2. */
export const types = {
  1: 'CONNECT', 2: 'CONNACK', 3: 'PUBLISH', 4: 'PUBACK', 5: 'PUBREC', 6: 'PUBREL', 7: 'PUBCOMP', 8: 'SUBSCRIBE',
  9: 'SUBACK', 10: 'UNSUBSCRIBE',
  11: 'UNSUBACK', 12: 'PINGREQ', 13: 'PINGRESP', 14: 'DISCONNECT', 15: 'AUTH',
}

/** Section 4.3; 128 is the failure of SUBACK in 3.1.1. */
export const qualities = { 0: 'At most once', 1: 'At least once', 2: 'Exactly once', 128: 'Failure' }

/** MQTT 3.1.1, table 3.1. */
export const connectCodes = {
  0: 'Connection accepted', 1: 'Unacceptable protocol version', 2: 'Identifier rejected', 3: 'Server unavailable',
  4: 'Bad user name or password',
  5: 'Not authorized',
}

/** Section 2.4; 0 has other names in SUBACK and DISCONNECT. */
export const reasons = {
  0x00: 'Success', 0x01: 'Granted QoS 1', 0x02: 'Granted QoS 2', 0x04: 'Disconnect with Will Message', 0x10: 'No matching subscribers',
  0x11: 'No subscription existed', 0x18: 'Continue authentication', 0x19: 'Re-authenticate',
  0x80: 'Unspecified error', 0x81: 'Malformed Packet',
  0x82: 'Protocol Error', 0x83: 'Implementation specific error', 0x84: 'Unsupported Protocol Version', 0x85: 'Client Identifier not valid',
  0x86: 'Bad User Name or Password', 0x87: 'Not authorized', 0x88: 'Server unavailable', 0x89: 'Server busy', 0x8a: 'Banned',
  0x8b: 'Server shutting down', 0x8c: 'Bad authentication method', 0x8d: 'Keep Alive timeout', 0x8e: 'Session taken over',
  0x8f: 'Topic Filter invalid', 0x90: 'Topic Name invalid', 0x91: 'Packet Identifier in use', 0x92: 'Packet Identifier not found',
  0x93: 'Receive Maximum exceeded', 0x94: 'Topic Alias invalid', 0x95: 'Packet too large',
  0x96: 'Message rate too high', 0x97: 'Quota exceeded',
  0x98: 'Administrative action', 0x99: 'Payload format invalid', 0x9a: 'Retain not supported', 0x9b: 'QoS not supported',
  0x9c: 'Use another server', 0x9d: 'Server moved', 0x9e: 'Shared Subscriptions not supported', 0x9f: 'Connection rate exceeded',
  0xa0: 'Maximum connect time', 0xa1: 'Subscription Identifiers not supported', 0xa2: 'Wildcard Subscriptions not supported',
}
