/** DHCP options and message types: IANA "BOOTP and DHCP Parameters", 2026-11. */
export const dhcpOptions = {
  0: 'Pad', 1: 'Subnet Mask', 2: 'Time Offset', 3: 'Router', 4: 'Time Server', 5: 'Name Server', 6: 'Domain Name Server',
  7: 'Log Server', 12: 'Host Name', 13: 'Boot File Size', 15: 'Domain Name', 17: 'Root Path', 19: 'IP Forwarding',
  23: 'Default IP TTL', 26: 'Interface MTU', 28: 'Broadcast Address', 31: 'Perform Router Discover', 33: 'Static Route',
  35: 'ARP Cache Timeout', 40: 'NIS Domain', 41: 'NIS Servers', 42: 'NTP Servers', 43: 'Vendor-Specific Information',
  44: 'NetBIOS Name Server', 45: 'NetBIOS Datagram Distribution Server', 46: 'NetBIOS Node Type', 47: 'NetBIOS Scope',
  50: 'Requested IP Address', 51: 'IP Address Lease Time', 52: 'Option Overload', 53: 'DHCP Message Type',
  54: 'Server Identifier', 55: 'Parameter Request List', 56: 'Message', 57: 'Maximum DHCP Message Size', 58: 'Renewal Time',
  59: 'Rebinding Time', 60: 'Vendor Class Identifier', 61: 'Client Identifier', 66: 'TFTP Server Name', 67: 'Boot File Name',
  77: 'User Class', 80: 'Rapid Commit', 81: 'Client FQDN', 82: 'Relay Agent Information', 90: 'Authentication',
  93: 'Client System Architecture', 94: 'Client Network Interface', 95: 'LDAP', 97: 'Client Machine Identifier', 100: 'PCode',
  101: 'TCode', 108: 'IPv6-Only Preferred', 114: 'Captive Portal', 116: 'Auto-Configure', 118: 'Subnet Selection',
  119: 'Domain Search', 120: 'SIP Servers', 121: 'Classless Static Route', 124: 'V-I Vendor Class',
  125: 'V-I Vendor-Specific Information', 138: 'CAPWAP Access Controllers', 150: 'TFTP Server Address',
  249: 'Classless Static Route (Microsoft)', 252: 'Web Proxy Auto-Discovery', 255: 'End',
} as const

export const dhcpMessageTypes = {
  1: 'Discover', 2: 'Offer', 3: 'Request', 4: 'Decline', 5: 'ACK', 6: 'NAK', 7: 'Release', 8: 'Inform', 9: 'Force Renew',
  10: 'Lease Query', 11: 'Lease Unassigned', 12: 'Lease Unknown', 13: 'Lease Active', 14: 'Bulk Lease Query',
  15: 'Lease Query Done', 16: 'Active Lease Query', 17: 'Lease Query Status', 18: 'TLS',
} as const
