#!/usr/bin/env python3
"""Calls `grpc-server.py`, with messages as Protocol Buffers would write them."""
import struct
import sys

import grpc

# 1: varint 150; 2: "testing"; 3: zigzag or not; 4: fixed64; 5: fixed32; 6: a message with 1: varint and 2: text; 7: packed.
message = (b'\x08\x96\x01' + b'\x12\x07testing' + b'\x19' + struct.pack('<d', 1.5) + b'\x25' + struct.pack('<f', -2.5)
           + b'\x32\x09\x08\x01\x12\x05inner' + b'\x3a\x03\x03\x8e\x02' + b'\x80\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01')

channel = grpc.insecure_channel(sys.argv[1])
channel.unary_unary('/example.Echo/Once')(message, metadata=(('x-name', 'value'),), timeout=5)
channel.unary_unary('/example.Echo/Once')(message * 20, timeout=5, compression=grpc.Compression.Gzip)
list(channel.unary_stream('/example.Echo/Several')(b'\x0a\x05hello', timeout=5))
try:
    channel.unary_unary('/example.Echo/Failed')(b'', timeout=5)
except grpc.RpcError:
    pass
channel.close()
