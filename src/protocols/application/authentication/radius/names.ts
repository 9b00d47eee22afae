/** Names of RADIUS: IANA "RADIUS Types", 2026-11, besides values of vendors. */
export const codes = {
  1: 'Access-Request', 2: 'Access-Accept', 3: 'Access-Reject', 4: 'Accounting-Request', 5: 'Accounting-Response', 11: 'Access-Challenge',
  12: 'Status-Server', 13: 'Status-Client', 21: 'Resource-Free-Request', 22: 'Resource-Free-Response', 23: 'Resource-Query-Request',
  24: 'Resource-Query-Response', 26: 'NAS-Reboot-Request', 27: 'NAS-Reboot-Response', 40: 'Disconnect-Request', 41: 'Disconnect-ACK',
  42: 'Disconnect-NAK', 43: 'CoA-Request', 44: 'CoA-ACK', 45: 'CoA-NAK', 50: 'IP-Address-Allocate', 51: 'IP-Address-Release',
}
export const attributeTypes = {
  1: 'User-Name', 2: 'User-Password', 3: 'CHAP-Password', 4: 'NAS-IP-Address', 5: 'NAS-Port', 6: 'Service-Type', 7: 'Framed-Protocol',
  8: 'Framed-IP-Address', 9: 'Framed-IP-Netmask', 10: 'Framed-Routing', 11: 'Filter-Id', 12: 'Framed-MTU', 13: 'Framed-Compression',
  14: 'Login-IP-Host', 15: 'Login-Service', 16: 'Login-TCP-Port', 18: 'Reply-Message', 19: 'Callback-Number', 20: 'Callback-Id',
  22: 'Framed-Route', 23: 'Framed-IPX-Network', 24: 'State', 25: 'Class', 26: 'Vendor-Specific', 27: 'Session-Timeout',
  28: 'Idle-Timeout', 29: 'Termination-Action', 30: 'Called-Station-Id', 31: 'Calling-Station-Id', 32: 'NAS-Identifier',
  33: 'Proxy-State', 34: 'Login-LAT-Service', 35: 'Login-LAT-Node', 36: 'Login-LAT-Group', 37: 'Framed-AppleTalk-Link',
  38: 'Framed-AppleTalk-Network', 39: 'Framed-AppleTalk-Zone', 40: 'Acct-Status-Type', 41: 'Acct-Delay-Time', 42: 'Acct-Input-Octets',
  43: 'Acct-Output-Octets', 44: 'Acct-Session-Id', 45: 'Acct-Authentic', 46: 'Acct-Session-Time', 47: 'Acct-Input-Packets',
  48: 'Acct-Output-Packets', 49: 'Acct-Terminate-Cause', 50: 'Acct-Multi-Session-Id', 51: 'Acct-Link-Count', 52: 'Acct-Input-Gigawords',
  53: 'Acct-Output-Gigawords', 55: 'Event-Timestamp', 56: 'Egress-VLANID', 57: 'Ingress-Filters', 58: 'Egress-VLAN-Name',
  59: 'User-Priority-Table', 60: 'CHAP-Challenge', 61: 'NAS-Port-Type', 62: 'Port-Limit', 63: 'Login-LAT-Port', 64: 'Tunnel-Type',
  65: 'Tunnel-Medium-Type', 66: 'Tunnel-Client-Endpoint', 67: 'Tunnel-Server-Endpoint', 68: 'Acct-Tunnel-Connection',
  69: 'Tunnel-Password', 70: 'ARAP-Password', 71: 'ARAP-Features', 72: 'ARAP-Zone-Access', 73: 'ARAP-Security', 74: 'ARAP-Security-Data',
  75: 'Password-Retry', 76: 'Prompt', 77: 'Connect-Info', 78: 'Configuration-Token', 79: 'EAP-Message', 80: 'Message-Authenticator',
  81: 'Tunnel-Private-Group-Id', 82: 'Tunnel-Assignment-Id', 83: 'Tunnel-Preference', 84: 'ARAP-Challenge-Response',
  85: 'Acct-Interim-Interval', 86: 'Acct-Tunnel-Packets-Lost', 87: 'NAS-Port-Id', 88: 'Framed-Pool', 89: 'Chargeable-User-Identity',
  90: 'Tunnel-Client-Auth-Id', 91: 'Tunnel-Server-Auth-Id', 92: 'NAS-Filter-Rule', 95: 'NAS-IPv6-Address', 96: 'Framed-Interface-Id',
  97: 'Framed-IPv6-Prefix', 98: 'Login-IPv6-Host', 99: 'Framed-IPv6-Route', 100: 'Framed-IPv6-Pool', 101: 'Error-Cause',
  102: 'EAP-Key-Name', 123: 'Delegated-IPv6-Prefix', 126: 'Operator-Name', 127: 'Location-Information', 128: 'Location-Data',
  131: 'Location-Capable', 132: 'Requested-Location-Info',
}
export const serviceType = {
  1: 'Login', 2: 'Framed', 3: 'Dialback-Login-User', 4: 'Dialback-Framed-User', 5: 'Dialout-Framed-User', 6: 'Shell-User',
  7: 'Exec-User', 8: 'Authenticate-Only', 9: 'Callback-NAS-Prompt', 10: 'Call-Check', 11: 'Callback-Administrative', 12: 'Voice',
  13: 'Fax', 14: 'Modem-Relay', 15: 'IAPP-Register', 16: 'IAPP-AP-Check', 17: 'Authorize-Only', 18: 'Framed-Management', 252: 'HP-Oper',
  255: 'HP-User', 103809025: 'Annex-Authorize-Only', 103809026: 'Annex-Framed-Tunnel', 954138625: 'ChilliSpot-Authorize-Only',
  1224278017: 'TP-CAPWAP-WTP', 1224278018: 'TP-CAPWAP-STA',
}
export const framedProtocol = {
  1: 'PPP', 2: 'SLIP', 3: 'ARAP', 4: 'Gandalf-SLML', 5: 'Xylogics-IPX-SLIP', 6: 'X.75-Synchronous', 7: 'GPRS-PDP-Context', 9: 'PPTP',
  255: 'Ascend-ARA', 256: 'Ascend-MPP', 257: 'Ascend-EURAW', 258: 'Ascend-EUUI', 259: 'Ascend-X25', 260: 'Ascend-COMB', 261: 'Ascend-FR',
  262: 'Ascend-MP', 263: 'Ascend-FR-CIR', 17825794: 'Bintec-X25', 17825795: 'Bintec-X25-PPP', 17825796: 'Bintec-IP-LAPB',
  17825798: 'Bintec-IP-HDLC', 17825799: 'Bintec-MPR-LAPB', 17825800: 'Bintec-MPR-HDLC', 17825801: 'Bintec-FRAME-RELAY',
  17825802: 'Bintec-X31-BCHAN', 17825803: 'Bintec-X75-PPP', 17825804: 'Bintec-X75BTX-PPP', 17825805: 'Bintec-X25-NOSIG',
  17825806: 'Bintec-X25-PPP-OPT', 1224278017: 'TP-CAPWAP',
}
export const framedRouting = {
  0: 'None', 1: 'Broadcast', 2: 'Listen', 3: 'Broadcast-Listen',
}
export const framedCompression = {
  0: 'None', 1: 'Van-Jacobsen-TCP-IP', 2: 'IPX-Header-Compression', 3: 'Stac-LZS',
}
export const loginService = {
  0: 'Telnet', 1: 'Rlogin', 2: 'TCP-Clear', 3: 'PortMaster', 4: 'LAT', 5: 'X25-PAD', 6: 'X25-T3POS', 8: 'TCP-Clear-Quiet',
}
export const terminationAction = {
  0: 'Default', 1: 'RADIUS-Request', 2: 'Manage-Resources',
}
export const acctStatusType = {
  1: 'Start', 2: 'Stop', 3: 'Interim-Update', 4: 'Modem-Start', 5: 'Modem-Stop', 6: 'Cancel', 7: 'Accounting-On', 8: 'Accounting-Off',
  9: 'Tunnel-Start', 10: 'Tunnel-Stop', 11: 'Tunnel-Reject', 12: 'Tunnel-Link-Start', 13: 'Tunnel-Link-Stop', 14: 'Tunnel-Link-Reject',
  15: 'Failed', 17: 'One-Time', 217: 'WB-Login', 218: 'WB-Logout', 219: 'WB-WRitelog', 103809025: 'Annex-User-Reject',
  103809026: 'Annex-Call-Reject', 103809027: 'Annex-IPCP-Start', 103809028: 'Annex-IPXCP-Start', 103809029: 'Annex-ATCP-Start',
  103809030: 'Annex-Accounting-Restart', 103809031: 'Annex-Accounting-Shutoff', 103809032: 'Annex-Tunnel-Start',
  103809033: 'Annex-Tunnel-Stop', 103809034: 'Annex-Tunnel-Reject', 103809035: 'Annex-Tunnel-Link-Start',
  103809036: 'Annex-Tunnel-Link-Stop', 103809037: 'Annex-MP-Start', 103809038: 'Annex-MP-Stop', 103809039: 'Annex-Line-Seizure',
  103809040: 'Annex-Rlogin-Start', 103809041: 'Annex-Rlogin-Stop', 160825345: 'SG-Service-Start', 160825346: 'SG-Service-Stop',
}
export const acctAuthentic = {
  1: 'RADIUS', 2: 'Local', 3: 'Remote', 4: 'Diameter',
}
export const acctTerminateCause = {
  1: 'User-Request', 2: 'Lost-Carrier', 3: 'Lost-Service', 4: 'Idle-Timeout', 5: 'Session-Timeout', 6: 'Admin-Reset', 7: 'Admin-Reboot',
  8: 'Port-Error', 9: 'NAS-Error', 10: 'NAS-Request', 11: 'NAS-Reboot', 12: 'Port-Unneeded', 13: 'Port-Preempted', 14: 'Port-Suspended',
  15: 'Service-Unavailable', 16: 'Callback', 17: 'User-Error', 18: 'Host-Request', 19: 'Supplicant-Restart',
  20: 'Reauthentication-Failure', 21: 'Port-Reinit', 22: 'Port-Disabled',
}
export const nASPortType = {
  0: 'Async', 1: 'Sync', 2: 'ISDN', 3: 'ISDN-V120', 4: 'ISDN-V110', 5: 'Virtual', 6: 'PIAFS', 7: 'HDLC-Clear-Channel', 8: 'X.25',
  9: 'X.75', 10: 'G.3-Fax', 11: 'SDSL', 12: 'ADSL-CAP', 13: 'ADSL-DMT', 14: 'IDSL', 15: 'Ethernet', 16: 'xDSL', 17: 'Cable',
  18: 'Wireless-Other', 19: 'Wireless-802.11', 20: 'Token-Ring', 21: 'FDDI', 22: 'Wireless-CDMA2000', 23: 'Wireless-UMTS',
  24: 'Wireless-1X-EV', 25: 'IAPP', 26: 'FTTP', 27: 'Wireless-802.16', 28: 'Wireless-802.20', 29: 'Wireless-802.22', 30: 'PPPoA',
  31: 'PPPoEoA', 32: 'PPPoEoE', 33: 'PPPoEoVLAN', 34: 'PPPoEoQinQ', 35: 'xPON', 36: 'Wireless-XGP',
}
export const prompt = {
  0: 'No-Echo', 1: 'Echo',
}
export const errorCause = {
  201: 'Residual-Context-Removed', 202: 'Invalid-EAP-Packet', 401: 'Unsupported-Attribute', 402: 'Missing-Attribute',
  403: 'NAS-Identification-Mismatch', 404: 'Invalid-Request', 405: 'Unsupported-Service', 406: 'Unsupported-Extension',
  407: 'Invalid-Attribute-Value', 501: 'Administratively-Prohibited', 502: 'Proxy-Request-Not-Routable',
  503: 'Session-Context-Not-Found', 504: 'Session-Context-Not-Removable', 505: 'Proxy-Processing-Error', 506: 'Resources-Unavailable',
  507: 'Request-Initiated', 508: 'Multiple-Session-Selection-Unsupported',
}
