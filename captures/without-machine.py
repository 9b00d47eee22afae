#!/usr/bin/env python3
"""Rewrites a little-endian pcapng file without what dumpcap notes about the machine it ran on.

Drops the options shb_hardware, shb_os and if_os; every other byte stays (draft-ietf-opsawg-pcapng, sections 4.1 and 4.2).
"""
import struct
import sys

DROPPED = {0x0A0D0D0A: {2, 3}, 1: {12}}  # block type -> option codes
FIXED_PART = {0x0A0D0D0A: 24, 1: 16}  # where the options of that block begin


def main(path):
    with open(path, 'rb') as file:
        data = file.read()
    with open(path, 'wb') as file:
        file.writelines(without_machine(block) for block in blocks(data))


def blocks(data):
    offset = 0
    while offset < len(data):
        (length,) = struct.unpack_from('<I', data, offset + 4)
        yield data[offset:offset + length]
        offset += length


def without_machine(block):
    (kind,) = struct.unpack_from('<I', block)
    if kind not in DROPPED:
        return block
    start = FIXED_PART[kind]
    body = block[8:start] + b''.join(kept_options(block[start:-4], DROPPED[kind]))
    length = struct.pack('<I', len(body) + 12)
    return block[:4] + length + body + length


def kept_options(data, dropped):
    offset = 0
    while offset < len(data):
        code, length = struct.unpack_from('<HH', data, offset)
        end = offset + 4 + (length + 3) // 4 * 4
        if code not in dropped:
            yield data[offset:end]
        offset = end


main(sys.argv[1])
