/** Vendor IDs of ISAKMP that are common: hashes and other marks, which implementations and their documents publish. */
import { hex } from '../../../../schema/index.ts'

/** An identifier begins with one of these. */
const vendors: Readonly<Record<string, string>> = {
  'afcad71368a1f1c96b8696fc77570100': 'RFC 3706 DPD (Dead Peer Detection)',
  '4a131c81070358455c5728f20e95452f': 'RFC 3947 Negotiation of NAT-Traversal in the IKE',
  '4485152d18b6bbcd0be8a8469579ddcc': 'draft-ietf-ipsec-nat-t-ike-00',
  '16f6ca16e4a4066d83821a0f0aeaa862': 'draft-ietf-ipsec-nat-t-ike-01',
  '90cb80913ebb696e086381b5ec427b1f': 'draft-ietf-ipsec-nat-t-ike-02\\n',
  'cd60464335df21f87cfdb2fc68b6a448': 'draft-ietf-ipsec-nat-t-ike-02',
  '7d9419a65310ca6f2c179d9215529d56': 'draft-ietf-ipsec-nat-t-ike-03',
  '9909b64eed937c6573de52ace952fa6b': 'draft-ietf-ipsec-nat-t-ike-04',
  '80d0bb3def54565ee84645d4c85ce3ee': 'draft-ietf-ipsec-nat-t-ike-05',
  '4d1e0e136deafa34c4f3ea9f02ec7285': 'draft-ietf-ipsec-nat-t-ike-06',
  '439b59f8ba676c4c7737ae22eab8f582': 'draft-ietf-ipsec-nat-t-ike-07',
  '8f8d83826d246b6fc7a8a6a428c11de8': 'draft-ietf-ipsec-nat-t-ike-08',
  '09002689dfd6b712': 'XAUTH',
  '12f5f28c457168a9702d9fe274cc': 'CISCO-UNITY',
  '1f07f70eaa6514d3b0fa96542a500100': 'CISCO VPN 3000 series',
  '4048b7d56ebce88525e7de7f00d6c2d3': 'Cisco Fragmentation',
  'fb1de3cdf341b7ea16b7e5be0855f120': 'Microsoft Negotiation Discovery Capable',
  '26244d38eddb61b3172a36e3d0cfb819': 'Microsoft Initial-Contact',
  'e3a5966a76379fe707228231e5ce8652': 'IKE CGA version 1',
  '1e2b516905991c7d7c96fcbfb587e461': 'MS NT5 ISAKMPOAKLEY',
  '882fe56d6fd20dbc2251613b2ebe5beb': 'strongSwan',
  '4f45755c645c6a795c5c6170': 'FreeS/WAN or OpenSWAN',
  '4f4540454371496d7a684644': 'Linux FreeS/WAN 2.04',
  '8299031757a36082c6a621de': 'Fortigate (Fortinet)',
}
const sizes = [...new Set(Object.keys(vendors).map((key) => key.length))].toSorted((one, other) => other - one)

const unknownVendor = 'Unknown Vendor ID'

/** The name of the vendor ID that lies between two places. */
export function vendorOf(bytes: Uint8Array, start: number, end: number): string {
  const digits = hex(bytes.subarray(start, Math.min(end, start + 16)))
  for (const size of sizes) {
    const name = vendors[digits.slice(0, size)]
    if (name !== undefined) return name
  }
  return unknownVendor
}
