/** [MS-SMB2], section 2.2.3.1.3. */
export const compressions = { 0: 'None', 1: 'LZNT1', 2: 'LZ77', 3: 'LZ77+Huffman', 4: 'Pattern_V1', 5: 'LZ4' } as const
