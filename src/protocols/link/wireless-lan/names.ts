/** Numbers in management frames of wireless LANs and what they mean, in short: IEEE 802.11-2020, section 9.4. */

/** Table 9-49. */
export const reasons = {
  1: 'Unspecified', 2: 'Previous authentication no longer valid', 3: 'STA is leaving or has left', 4: 'Inactivity',
  5: 'AP cannot handle all associated STAs', 6: 'Class 2 frame received from nonauthenticated STA',
  7: 'Class 3 frame received from nonassociated STA', 8: 'STA is leaving or has left the BSS', 9: 'STA is not authenticated',
  10: 'Power Capability not acceptable', 11: 'Supported Channels not acceptable', 12: 'BSS transition management',
  13: 'Invalid element', 14: 'MIC failure', 15: '4-way handshake timeout', 16: 'Group key handshake timeout',
  17: 'Element in 4-way handshake differs', 18: 'Invalid group cipher', 19: 'Invalid pairwise cipher', 20: 'Invalid AKMP',
  21: 'Unsupported RSNE version', 22: 'Invalid RSNE capabilities', 23: '802.1X authentication failed',
  24: 'Cipher suite rejected by policy', 25: 'TDLS peer unreachable', 26: 'TDLS teardown', 27: 'Session ended by SSP',
  28: 'No SSP roaming agreement', 29: 'Cipher suite or AKM rejected by SSP', 30: 'Not authorized in this location',
  31: 'Bandwidth no longer suffices for the stream', 32: 'Unspecified QoS reason', 33: 'Not enough bandwidth for this STA',
  34: 'Too many frames not acknowledged', 35: 'STA transmits outside its TXOPs', 36: 'STA is leaving or resetting',
  37: 'Stream or session no longer used', 38: 'Mechanism not set up', 39: 'Timeout of the peer',
  46: 'Access limit reached', 47: 'External service requirements', 48: 'Invalid FT Action frame count', 49: 'Invalid PMKID',
  50: 'Invalid MDE', 51: 'Invalid FTE', 52: 'Mesh peering canceled', 53: 'Maximum number of mesh peers',
  54: 'Mesh configuration policy violated', 55: 'Mesh peering closed', 56: 'Mesh peering retries exhausted',
  57: 'Mesh confirmation timeout', 58: 'Invalid mesh GTK', 59: 'Inconsistent mesh parameters', 60: 'Invalid mesh security capability',
  61: 'No mesh proxy information', 62: 'No mesh forwarding information', 63: 'Mesh next hop unreachable',
  64: 'MAC address exists in the mesh BSS', 65: 'Mesh channel switch for regulation', 66: 'Mesh channel switch',
}

/** Table 9-50. */
export const statuses = {
  0: 'Successful', 1: 'Unspecified failure', 2: 'TDLS wakeup schedule rejected, another provided', 3: 'TDLS wakeup schedule rejected',
  5: 'Security disabled', 6: 'Unacceptable lifetime', 7: 'Not in the same BSS', 10: 'Capabilities not supported',
  11: 'Association not confirmed', 12: 'Association denied for another reason', 13: 'Authentication algorithm not supported',
  14: 'Authentication sequence number unexpected', 15: 'Challenge failure', 16: 'Authentication timeout',
  17: 'AP cannot handle more STAs', 18: 'Basic rates not supported', 19: 'Short preamble not supported',
  22: 'Spectrum management required', 23: 'Power Capability not acceptable', 24: 'Supported Channels not acceptable',
  25: 'Short slot time not supported', 27: 'HT not supported', 28: 'R0KH unreachable', 30: 'Refused temporarily',
  31: 'Robust management frame policy violated', 32: 'Unspecified QoS failure', 33: 'Not enough bandwidth',
  34: 'Poor channel conditions', 35: 'QoS not supported', 37: 'Declined', 38: 'Invalid parameters', 39: 'Rejected with suggested changes',
  40: 'Invalid element', 41: 'Invalid group cipher', 42: 'Invalid pairwise cipher', 43: 'Invalid AKMP', 44: 'Unsupported RSNE version',
  45: 'Invalid RSNE capabilities', 46: 'Cipher suite rejected by policy', 47: 'Rejected for the TS delay', 48: 'Direct link not allowed',
  49: 'Destination not in this BSS', 50: 'Destination is not a QoS STA', 51: 'Listen interval too large',
  52: 'Invalid FT Action frame count', 53: 'Invalid PMKID', 54: 'Invalid MDE', 55: 'Invalid FTE', 56: 'TCLAS not supported',
  57: 'TCLAS resources insufficient', 58: 'Another BSS suggested', 59: 'GAS advertisement protocol not supported',
  60: 'No outstanding GAS request', 61: 'GAS response not received', 62: 'GAS query timeout', 63: 'GAS response too large',
  64: 'Home network does not support the request', 65: 'Advertisement server unreachable', 67: 'Refused by SSPN permissions',
  68: 'Unauthenticated access not supported', 72: 'Invalid RSNE', 73: 'U-APSD coexistence not supported',
  74: 'U-APSD coexistence mode not supported', 75: 'Interval not possible with U-APSD coexistence', 76: 'Anti-clogging token required',
  77: 'Finite cyclic group not supported', 78: 'No other TBTT found', 79: 'Transmission failure', 80: 'Requested TCLAS not supported',
  81: 'TCLAS resources exhausted', 82: 'Rejected with suggested BSS transition', 83: 'Rejected with schedule', 84: 'No wakeup schedule',
  85: 'Success, in power save mode', 86: 'FST session pending', 87: 'FST now', 88: 'FST pending, gaps in the block ack window',
  89: 'U-PID setting', 92: 'Refused for an external reason', 93: 'AP out of memory', 94: 'Emergency services not supported',
  95: 'GAS query response outstanding', 96: 'Frequency band subject to DSE', 97: 'TCLAS processing terminated', 98: 'TS schedule conflict',
  99: 'Denied, see Multi-band elements', 100: 'MCCAOP reservation conflict', 101: 'MAF limit exceeded', 102: 'MCCA track limit exceeded',
  103: 'Spectrum management not acceptable', 104: 'VHT not supported', 105: 'Enablement denied', 106: 'Enablement denied by the GDB',
  107: 'Authorization withdrawn', 108: 'Energy limited operation not supported', 109: 'NDP block ack only',
  110: 'Max away duration not acceptable', 111: 'Flow control not supported', 112: 'FILS authentication failure',
  113: 'Unknown authentication server', 116: 'Notification period not allocated', 117: 'Channel splitting failed',
  118: 'Allocation failed', 119: 'CMMG not supported', 120: 'GAS fragment not available', 121: 'Success, CAG version is current',
  122: 'GLK not authorized', 123: 'Unknown password identifier', 126: 'SAE hash to element',
}

/** Table 9-51. */
export const categories = {
  0: 'Spectrum Management', 1: 'QoS', 2: 'DLS', 3: 'Block Ack', 4: 'Public', 5: 'Radio Measurement', 6: 'Fast BSS Transition', 7: 'HT',
  8: 'SA Query', 9: 'Protected Dual of Public', 10: 'WNM', 11: 'Unprotected WNM', 12: 'TDLS', 13: 'Mesh', 14: 'Multihop',
  15: 'Self-protected', 16: 'DMG', 18: 'Fast Session Transfer', 19: 'Robust AV Streaming', 20: 'Unprotected DMG', 21: 'VHT', 22: 'S1G',
  24: 'Flow Control', 26: 'FILS', 30: 'HE', 31: 'Protected HE', 126: 'Protected Vendor Specific', 127: 'Vendor Specific',
}

/** Section 9.4.1.1. */
export const authentications = {
  0: 'Open System', 1: 'Shared Key', 2: 'Fast BSS Transition', 3: 'SAE', 4: 'FILS shared key without PFS', 5: 'FILS shared key with PFS',
  6: 'FILS public key', 7: 'PASN', 128: 'Network EAP',
}

/** Table 9-92. */
export const elementNames = {
  0: 'SSID', 1: 'Supported Rates', 2: 'FH Parameters', 3: 'DS Parameters', 4: 'CF Parameters', 5: 'Traffic Indication Map',
  6: 'IBSS Parameters', 7: 'Country', 10: 'Request', 11: 'BSS Load', 12: 'EDCA Parameters', 13: 'Traffic Specification',
  14: 'Traffic Classification', 15: 'Schedule', 16: 'Challenge Text', 32: 'Power Constraint', 33: 'Power Capability', 34: 'TPC Request',
  35: 'TPC Report', 36: 'Supported Channels', 37: 'Channel Switch Announcement', 38: 'Measurement Request', 39: 'Measurement Report',
  40: 'Quiet', 41: 'IBSS DFS', 42: 'ERP Information', 43: 'TS Delay', 44: 'TCLAS Processing', 45: 'HT Capabilities', 46: 'QoS Capability',
  47: 'ERP Information', 48: 'RSN', 50: 'Extended Supported Rates', 51: 'AP Channel Report', 52: 'Neighbor Report', 53: 'RCPI',
  54: 'Mobility Domain', 55: 'Fast BSS Transition', 56: 'Timeout Interval', 57: 'RIC Data', 58: 'DSE Registered Location',
  59: 'Supported Operating Classes', 60: 'Extended Channel Switch Announcement', 61: 'HT Operation', 62: 'Secondary Channel Offset',
  63: 'BSS Average Access Delay', 64: 'Antenna', 65: 'RSNI', 66: 'Measurement Pilot', 67: 'BSS Available Admission Capacity',
  69: 'Time Advertisement', 70: 'RM Enabled Capabilities', 71: 'Multiple BSSID', 72: '20/40 BSS Coexistence', 76: 'Management MIC',
  90: 'BSS Max Idle Period', 107: 'Interworking', 108: 'Advertisement Protocol', 111: 'Roaming Consortium', 113: 'Mesh Configuration',
  114: 'Mesh ID', 127: 'Extended Capabilities', 191: 'VHT Capabilities', 192: 'VHT Operation', 193: 'Extended BSS Load',
  194: 'Wide Bandwidth Channel Switch', 195: 'Transmit Power Envelope', 199: 'Operating Mode Notification', 201: 'Reduced Neighbor Report',
  221: 'Vendor Specific', 244: 'RSN Extension', 255: 'Element ID Extension',
}

/** Table 9-149. */
export const ciphers = {
  0: 'Group cipher', 1: 'WEP-40', 2: 'TKIP', 4: 'CCMP-128', 5: 'WEP-104', 6: 'BIP-CMAC-128', 7: 'Group traffic not allowed',
  8: 'GCMP-128', 9: 'GCMP-256', 10: 'CCMP-256', 11: 'BIP-GMAC-128', 12: 'BIP-GMAC-256', 13: 'BIP-CMAC-256',
}

/** Table 9-151. */
export const keyManagements = {
  1: '802.1X', 2: 'PSK', 3: 'FT over 802.1X', 4: 'FT using PSK', 5: '802.1X with SHA-256', 6: 'PSK with SHA-256', 7: 'TDLS', 8: 'SAE',
  9: 'FT over SAE', 10: 'AP peer key', 11: 'Suite B', 12: 'Suite B 192-bit', 13: 'FT over 802.1X with SHA-384', 14: 'FILS with SHA-256',
  15: 'FILS with SHA-384', 16: 'FT over FILS with SHA-256', 17: 'FT over FILS with SHA-384', 18: 'OWE', 24: 'SAE with group-dependent hash',
}
