#!/usr/bin/env python3
"""A gRPC server whose messages are bytes: what it gets, it gives back."""
import sys
from concurrent import futures

import grpc


def once(message, context):
    context.set_trailing_metadata((('x-trailer', 'at the end'), ('x-data-bin', b'\x00\x01\x02')))
    return message


def failed(message, context):
    context.abort(grpc.StatusCode.NOT_FOUND, 'no such thing: ä')


def several(message, context):
    for number in range(3):
        yield message + bytes([0x18, number])


handlers = grpc.method_handlers_generic_handler('example.Echo', {
    'Once': grpc.unary_unary_rpc_method_handler(once),
    'Failed': grpc.unary_unary_rpc_method_handler(failed),
    'Several': grpc.unary_stream_rpc_method_handler(several),
})
server = grpc.server(futures.ThreadPoolExecutor(max_workers=2))
server.add_generic_rpc_handlers((handlers,))
server.add_insecure_port(f'192.0.2.2:{sys.argv[1]}')
server.start()
server.wait_for_termination()
