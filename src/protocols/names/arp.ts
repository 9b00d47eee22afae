/** What ARP calls hardware and operations: IANA "Address Resolution Protocol Parameters", 2026-11. */
export const hardwareTypes = {
  1: 'Ethernet', 2: 'Experimental Ethernet', 3: 'AX.25', 4: 'ProNET Token Ring', 5: 'Chaos', 6: 'IEEE 802', 7: 'ARCNET',
  8: 'Hyperchannel', 9: 'Lanstar', 10: 'Autonet Short Address', 11: 'LocalTalk', 12: 'LocalNet', 13: 'Ultra link', 14: 'SMDS',
  15: 'Frame Relay', 16: 'ATM', 17: 'HDLC', 18: 'Fibre Channel', 19: 'ATM, RFC 2225', 20: 'Serial Line', 21: 'ATM, Burrows',
  22: 'MIL-STD-188-220', 23: 'Metricom', 24: 'IEEE 1394', 25: 'MAPOS', 26: 'Twinaxial', 27: 'EUI-64', 28: 'HIPARP',
  29: 'ISO 7816-3', 30: 'ARPSec', 31: 'IPsec tunnel', 32: 'InfiniBand', 33: 'TIA-102 Common Air Interface',
  34: 'Wiegand Interface', 35: 'Pure IP', 36: 'Experiment 1', 37: 'HFI', 38: 'Unified Bus', 256: 'Experiment 2',
  257: 'AEthernet',
} as const

/** Hardware as Linux numbers it where packets have no link layer of their own: `include/uapi/linux/if_arp.h`. */
export const linuxHardwareTypes = {
  ...hardwareTypes,
  280: 'Controller Area Network', 512: 'PPP', 513: 'Cisco HDLC', 516: 'LAPB', 518: 'Raw HDLC', 519: 'Raw IP',
  768: 'IPv4 tunnel', 769: 'IPv6 tunnel', 772: 'Loopback', 774: 'FDDI', 776: 'IPv6 in IPv4', 778: 'GRE over IPv4',
  779: 'PIM register', 783: 'IrDA', 801: 'IEEE 802.11', 802: 'IEEE 802.11 with Prism header', 803: 'IEEE 802.11 with radiotap',
  804: 'IEEE 802.15.4', 823: 'GRE over IPv6', 824: 'Netlink', 825: '6LoWPAN', 826: 'Vsock monitor', 65534: 'None',
  65535: 'Void',
} as const

export const arpOperations = {
  1: 'request', 2: 'reply', 3: 'reverse request', 4: 'reverse reply', 5: 'DRARP request', 6: 'DRARP reply', 7: 'DRARP error',
  8: 'inverse request', 9: 'inverse reply', 10: 'ARP NAK', 11: 'MARS request', 12: 'MARS multi', 13: 'MARS mserv',
  14: 'MARS join', 15: 'MARS leave', 16: 'MARS NAK', 17: 'MARS unserv', 18: 'MARS sjoin', 19: 'MARS sleave',
  20: 'MARS grouplist request', 21: 'MARS grouplist reply', 22: 'MARS redirect map', 23: 'MAPOS UNARP', 24: 'Experiment 1',
  25: 'Experiment 2',
} as const
