/**
 * Names of ISAKMP. IANA "Internet Security Association and Key Management Protocol (ISAKMP) Identifiers", "Internet Key Exchange (IKE)
 * Attributes" and "Internet Key Exchange Version 2 (IKEv2) Parameters", 2026-11, besides values in private use that are common.
 */
export const payloadTypes = {
  0: 'NONE', 1: 'Security Association', 2: 'Proposal', 3: 'Transform', 4: 'Key Exchange', 5: 'Identification',
  6: 'Certificate', 7: 'Certificate Request', 8: 'Hash', 9: 'Signature', 10: 'Nonce', 11: 'Notification', 12: 'Delete', 13: 'Vendor ID',
  14: 'Attributes', 15: 'SA KEK Payload', 16: 'SA TEK Payload', 17: 'Key Download', 18: 'Sequence Number', 19: 'Proof of Possession',
  20: 'NAT-D', 21: 'NAT-OA (RFC 3947)', 22: 'Group Associated Policy', 33: 'Security Association', 34: 'Key Exchange',
  35: 'Identification - Initiator', 36: 'Identification - Responder', 37: 'Certificate', 38: 'Certificate Request', 39: 'Authentication',
  40: 'Nonce', 41: 'Notify', 42: 'Delete', 43: 'Vendor ID', 44: 'Traffic Selector - Initiator', 45: 'Traffic Selector - Responder',
  46: 'Encrypted and Authenticated', 47: 'Configuration', 48: 'Extensible Authentication', 49: 'Generic Secure Password Method',
  50: 'Group Identification', 51: 'Group Security Association', 52: 'Key Download', 53: 'Encrypted and Authenticated Fragment',
  '54..127': 'Unassigned', '128..129': 'Private Use', 130: 'NAT-D (draft-ietf-ipsec-nat-t-ike-01 to 03)',
  131: 'NAT-OA (draft-ietf-ipsec-nat-t-ike-01 to 03)', 132: 'Cisco-Fragmentation', '133..256': 'Private Use',
}
export const exchangeTypes = {
  0: 'NONE', 1: 'Base', 2: 'Identity Protection (Main Mode)', 3: 'Authentication Only', 4: 'Aggressive', 5: 'Informational',
  6: 'Transaction (Config Mode)', 32: 'Quick Mode', 33: 'New Group Mode', 34: 'IKE_SA_INIT', 35: 'IKE_AUTH', 36: 'CREATE_CHILD_SA',
  37: 'INFORMATIONAL', 38: 'IKE_SESSION_RESUME',
}
export const protocolIds = {
  0: 'RESERVED', 1: 'ISAKMP', 2: 'IPSEC_AH', 3: 'IPSEC_ESP', 4: 'IPCOMP', 5: 'GIGABEAM_RADIO',
}
export const protocolIds2 = { 0: 'RESERVED', 1: 'IKE', 2: 'AH', 3: 'ESP', 4: 'FC_ESP_HEADER', 5: 'FC_CT_AUTHENTICATION' }
export const transformTypes = {
  0: 'RESERVED', 1: 'Encryption Algorithm (ENCR)', 2: 'Pseudo-random Function (PRF)', 3: 'Integrity Algorithm (INTEG)',
  4: 'Diffie-Hellman Group (D-H)', 5: 'Extended Sequence Numbers (ESN)', '6..240': 'Reserved to IANA', '241..255': 'Private Use',
}
export const encryptionTransforms = {
  0: 'RESERVED', 1: 'ENCR_DES_IV64', 2: 'ENCR_DES', 3: 'ENCR_3DES', 4: 'ENCR_RC5', 5: 'ENCR_IDEA', 6: 'ENCR_CAST', 7: 'ENCR_BLOWFISH',
  8: 'ENCR_3IDEA', 9: 'ENCR_DES_IV32', 10: 'RESERVED', 11: 'ENCR_NULL', 12: 'ENCR_AES_CBC', 13: 'ENCR_AES_CTR', 14: 'ENCR_AES-CCM_8',
  15: 'ENCR-AES-CCM_12', 16: 'ENCR-AES-CCM_16', 17: 'UNASSIGNED', 18: 'AES-GCM with a 8 octet ICV', 19: 'AES-GCM with a 12 octet ICV',
  20: 'AES-GCM with a 16 octet ICV', 21: 'ENCR_NULL_AUTH_AES_GMAC', 22: 'Reserved for IEEE P1619 XTS-AES', 23: 'ENCR_CAMELLIA_CBC',
  24: 'ENCR_CAMELLIA_CTR', 25: 'ENCR_CAMELLIA_CCM with an 8-octet ICV', 26: 'ENCR_CAMELLIA_CCM with a 12-octet ICV',
  27: 'ENCR_CAMELLIA_CCM with a 16-octet ICV', 28: 'ENCR_CHACHA20_POLY1305',
}
export const pseudoRandomTransforms = {
  0: 'RESERVED', 1: 'PRF_HMAC_MD5', 2: 'PRF_HMAC_SHA1', 3: 'PRF_HMAC_TIGER', 4: 'PRF_AES128_CBC', 5: 'PRF_HMAC_SHA2_256',
  6: 'PRF_HMAC_SHA2_384', 7: 'PRF_HMAC_SHA2_512', 8: 'PRF_AES128_CMAC6',
}
export const integrityTransforms = {
  0: 'NONE', 1: 'AUTH_HMAC_MD5_96', 2: 'AUTH_HMAC_SHA1_96', 3: 'AUTH_DES_MAC', 4: 'AUTH_KPDK_MD5', 5: 'AUTH_AES_XCBC_96',
  6: 'AUTH_HMAC_MD5_128', 7: 'AUTH_HMAC_SHA1_160', 8: 'AUTH_AES_CMAC_96', 9: 'AUTH_AES_128_GMAC', 10: 'AUTH_AES_192_GMAC',
  11: 'AUTH_AES_256_GMAC', 12: 'AUTH_HMAC_SHA2_256_128', 13: 'AUTH_HMAC_SHA2_384_192', 14: 'AUTH_HMAC_SHA2_512_256',
}
export const groups = {
  0: 'NONE', 1: 'Default 768-bit MODP group', 2: 'Alternate 1024-bit MODP group', 3: 'EC2N group on GP[2^155] group',
  4: 'EC2N group on GP[2^185] group', 5: '1536 bit MODP group', 6: 'EC2N group over GF[2^163]', 7: 'EC2N group over GF[2^163]',
  8: 'EC2N group over GF[2^283]', 9: 'EC2N group over GF[2^283]', 10: 'EC2N group over GF[2^409]', 11: 'EC2N group over GF[2^409]',
  12: 'EC2N group over GF[2^571]', 13: 'EC2N group over GF[2^571]', 14: '2048 bit MODP group', 15: '3072 bit MODP group',
  16: '4096 bit MODP group', 17: '6144 bit MODP group', 18: '8192 bit MODP group', 19: '256-bit random ECP group',
  20: '384-bit random ECP group', 21: '521-bit random ECP group', 22: '1024-bit MODP Group with 160-bit Prime Order Subgroup',
  23: '2048-bit MODP Group with 224-bit Prime Order Subgroup', 24: '2048-bit MODP Group with 256-bit Prime Order Subgroup',
  25: '192-bit Random ECP Group', 26: '224-bit Random ECP Group', 27: '224-bit Brainpool ECP group', 28: '256-bit Brainpool ECP group',
  29: '384-bit Brainpool ECP group', 30: '512-bit Brainpool ECP group', 31: 'Curve25519', 32: 'Curve448', 33: 'GOST3410_2012_256',
  34: 'GOST3410_2012_512',
}
export const sequenceTransforms = {
  0: 'No Extended Sequence Numbers', 1: 'Extended Sequence Numbers',
}
export const keyExchangeAttributes = {
  1: 'Encryption-Algorithm', 2: 'Hash-Algorithm', 3: 'Authentication-Method', 4: 'Group-Description', 5: 'Group-Type', 6: 'Group-Prime',
  7: 'Group-Generator-One', 8: 'Group-Generator-Two', 9: 'Group-Curve-A', 10: 'Group-Curve-B', 11: 'Life-Type', 12: 'Life-Duration',
  13: 'PRF', 14: 'Key-Length', 15: 'Field-Size', 16: 'Group-Order', 17: 'Block-Size', '18..19': 'Unassigned (Future use)',
  20: 'Asymmetric-Cryptographic-Algorithm-Type', '21..16383': 'Unassigned (Future use)', '16384..32767': 'Private use',
}
export const encryptionAlgorithms = {
  0: 'RESERVED', 1: 'DES-CBC', 2: 'IDEA-CBC', 3: 'BLOWFISH-CBC', 4: 'RC5-R16-B64-CBC', 5: '3DES-CBC', 6: 'CAST-CBC', 7: 'AES-CBC',
  8: 'CAMELLIA-CBC', 127: 'SM4-CBC (DEPRECATED)', 128: 'SM1-CBC', 129: 'SM4-CBC',
}
export const hashAlgorithms = {
  0: 'RESERVED', 1: 'MD5', 2: 'SHA', 3: 'TIGER', 4: 'SHA2-256', 5: 'SHA2-384', 6: 'SHA2-512', 20: 'SM3',
}
export const authenticationMethods = {
  0: 'RESERVED', 1: 'Pre-shared key', 2: 'DSS signatures', 3: 'RSA signatures', 4: 'Encryption with RSA',
  5: 'Revised encryption with RSA', 6: 'Reserved (was Encryption with El-Gamal)', 7: 'Reserved (was Revised encryption with El-Gamal)',
  8: 'Reserved (was ECDSA signatures)', 9: 'ECDSA with SHA-256 on the P-256 curve', 10: 'ECDSA with SHA-384 on the P-384 curve',
  11: 'ECDSA with SHA-512 on the P-521 curve', 64221: 'HybridInitRSA', 64222: 'HybridRespRSA', 64223: 'HybridInitDSS',
  64224: 'HybridRespDSS', 65001: 'XAUTHInitPreShared', 65002: 'XAUTHRespPreShared', 65003: 'XAUTHInitDSS', 65004: 'XAUTHRespDSS',
  65005: 'XAUTHInitRSA', 65006: 'XAUTHRespRSA', 65007: 'XAUTHInitRSAEncryption', 65008: 'XAUTHRespRSAEncryption',
  65009: 'XAUTHInitRSARevisedEncryption', 65010: 'XAUTHRespRSARevisedEncryption',
}
export const lifeTypes = {
  0: 'RESERVED', 1: 'Seconds', 2: 'Kilobytes',
}
export const securityAttributes = {
  1: 'SA-Life-Type', 2: 'SA-Life-Duration', 3: 'Group-Description', 4: 'Encapsulation-Mode', 5: 'Authentication-Algorithm',
  6: 'Key-Length', 7: 'Key-Rounds', 8: 'Compress-Dictionary-Size', 9: 'Compress-Private-Algorithm', 10: 'ECN Tunnel',
  11: 'Extended (64-bit) Sequence Number', 12: 'Authentication Key Length', 13: 'Signature Encoding Algorithm',
  14: 'Address Preservation', 15: 'SA Direction', '16..32000': 'Unassigned (Future use)', '32001..32767': 'Private use',
}
export const encapsulationModes = {
  0: 'RESERVED', 1: 'Tunnel', 2: 'Transport', 3: 'UDP-Encapsulated-Tunnel', 4: 'UDP-Encapsulated-Transport',
  61440: 'Check Point IPSec UDP Encapsulation', 61443: 'UDP-Encapsulated-Tunnel (draft)', 61444: 'UDP-Encapsulated-Transport (draft)',
}
export const authenticationAlgorithms = {
  0: 'RESERVED', 1: 'HMAC-MD5', 2: 'HMAC-SHA', 3: 'DES-MAC', 4: 'KPDK', 5: 'HMAC-SHA2-256', 6: 'HMAC-SHA2-384', 7: 'HMAC-SHA2-512',
  8: 'HMAC-RIPEMD', 9: 'AES-XCBC-MAC', 10: 'SIG-RSA', 11: 'AES-128-GMAC', 12: 'AES-192-GMAC', 13: 'AES-256-GMAC',
}
export const authenticationMethods2 = {
  0: 'RESERVED TO IANA', 1: 'RSA Digital Signature', 2: 'Shared Key Message Integrity Code', 3: 'DSS Digital Signature',
  '4..8': 'RESERVED TO IANA', 9: 'ECDSA with SHA-256 on the P-256 curve', 10: 'ECDSA with SHA-384 on the P-384 curve',
  11: 'ECDSA with SHA-512 on the P-521 curve', 12: 'Generic Secure Password Authentication Method', 13: 'NULL Authentication',
  14: 'Digital Signature', '15..200': 'RESERVED TO IANA', '201..255': 'PRIVATE USE',
}
export const selectorTypes = {
  '0..6': 'Reserved', 7: 'TS_IPV4_ADDR_RANGE', 8: 'TS_IPV6_ADDR_RANGE', 9: 'TS_FC_ADDR_RANGE', '10..240': 'Future use',
  '241..255': 'Private use',
}
export const signatureHashes = {
  0: 'Reserved', 1: 'SHA1', 2: 'SHA2-256', 3: 'SHA2-384', 4: 'SHA2-512', 5: 'Identity', '6..1023': 'Unassigned',
  '1024..65535': 'Reserved for Private Use',
}
export const domains = { 0: 'ISAKMP', 1: 'IPSEC', 2: 'GDOI' }
export const identificationTypes = {
  1: 'IPV4_ADDR', 2: 'FQDN', 3: 'USER_FQDN', 4: 'IPV4_ADDR_SUBNET', 5: 'IPV6_ADDR', 6: 'IPV6_ADDR_SUBNET', 7: 'IPV4_ADDR_RANGE',
  8: 'IPV6_ADDR_RANGE', 9: 'DER_ASN1_DN', 10: 'DER_ASN1_GN', 11: 'KEY_ID', 12: 'KEY_LIST', 13: 'NULL',
}
export const certificateEncodings = {
  1: 'PKCS #7 wrapped X.509 certificate', 2: 'PGP Certificate', 3: 'DNS Signed Key', 4: 'X.509 Certificate - Signature',
  5: 'X.509 Certificate - Key Exchange', 6: 'Kerberos Tokens', 7: 'Certificate Revocation List (CRL)', 8: 'Authority Revocation List (ARL)',
  9: 'SPKI Certificate', 10: 'X.509 Certificate - Attribute', 11: 'Raw RSA Key', 12: 'Hash and URL of X.509 certificate',
  13: 'Hash and URL of X.509 bundle', 14: 'OCSP Content', 15: 'Raw Public Key',
}
export const configurationTypes = { 1: 'CFG_REQUEST', 2: 'CFG_REPLY', 3: 'CFG_SET', 4: 'CFG_ACK' }
