"""Both ends of the WebSocket scenes: `websocket_ends.py server ADDRESS PORT`, `websocket_ends.py client URL KIND`.

Kinds: plain, compressed, fresh (no context is taken over). `websocket_ends.py bridge ADDRESS PORT` hands messages on to an
MQTT server on port 1883 of the same host, `websocket_ends.py mqtt URL` is a client of that, which writes its packets by hand.
"""
import asyncio
import sys

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory, ServerPerMessageDeflateFactory


async def answer(socket, path="/"):
    async for message in socket:
        if message == "fragments":
            await socket.send(["one, ", "two, ", "three"])
        elif message == "bye":
            await socket.ping(b"are you there")
            await socket.close(1001, "going away")
        else:
            await socket.send(message)


async def server(address, port):
    deflate = ServerPerMessageDeflateFactory()
    async with websockets.serve(answer, address, int(port), extensions=[deflate], compression=None, subprotocols=["echo.example"]):
        await asyncio.Future()


offers = {
    "plain": None,
    "compressed": [ClientPerMessageDeflateFactory(client_max_window_bits=True)],
    "fresh": [
        ClientPerMessageDeflateFactory(
            server_no_context_takeover=True, client_no_context_takeover=True, server_max_window_bits=9, client_max_window_bits=10
        )
    ],
}


async def client(url, kind):
    async with websockets.connect(url, extensions=offers[kind], compression=None, subprotocols=["echo.example"]) as socket:
        for message in ["hello", "hello, hello, wörld", bytes(range(16)), "", "long " + "0123456789" * 40, "hello, hello, wörld"]:
            await socket.send(message)
            await socket.recv()
        await socket.send(["a message ", "in two parts"])
        await socket.recv()
        await socket.send("fragments")
        await socket.recv()
        await (await socket.ping(b"12345678"))
        if kind == "plain":
            await socket.send("bye")
            await socket.wait_closed()


async def bridge(address, port):
    async def relay(socket, path="/"):
        reader, writer = await asyncio.open_connection("127.0.0.1", 1883)

        async def back():
            while data := await reader.read(4096):
                await socket.send(data)
            await socket.close()

        returning = asyncio.create_task(back())
        async for message in socket:
            writer.write(message)
        writer.close()
        await returning

    async with websockets.serve(relay, address, int(port), compression=None, subprotocols=["mqtt"]):
        await asyncio.Future()


async def mqtt(url):
    packets = [
        (0x10, b"\x00\x04MQTT\x04\x02\x00\x3c\x00\x05alice"),
        (0x82, b"\x00\x01\x00\x06meters\x00"),
        (0x30, b"\x00\x06meters42 kWh"),
    ]
    async with websockets.connect(url, compression=None, subprotocols=["mqtt"]) as socket:
        for kind, body in packets:
            await socket.send(bytes([kind, len(body)]) + body)
            await socket.recv()
        await socket.send(b"\xe0\x00")
        await socket.wait_closed()


asyncio.run({"server": server, "client": client, "bridge": bridge, "mqtt": mqtt}[sys.argv[1]](*sys.argv[2:]))
