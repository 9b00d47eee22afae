"""hard_cases.py IPV4 IPV6 OWN: what is hard to capture, and all of it. In Python, for sockets and processes that Node does not let one have."""
import os, signal, socket, subprocess, sys, threading, time

ipv4, ipv6, own = sys.argv[1:]
family_of = lambda address: socket.AF_INET6 if ':' in address else socket.AF_INET
udp = lambda address: socket.socket(family_of(address), socket.SOCK_DGRAM)


def send(address, port, data):
    with udp(address) as s: s.sendto(data, (address, port))


def one_shots(address):  # Sockets that live for microseconds.
    for number in range(20): send(address, 9004, b'one-shot %d' % number)


def late_answer(address):  # The answer comes when the socket is gone: the system refuses it.
    send(address, 9002, b'late')


def fragments(address):  # Out, and out and in.
    send(address, 9004, b'f' * 5000)
    with udp(address) as s:
        s.sendto(b'g' * 4000, (address, 9002)); s.settimeout(2); s.recv(9000)


def orphan(address):  # The peer closes 400 ms after we have.
    with socket.create_connection((address, 9001), 2) as s: s.sendall(b'x'); s.recv(10)


def bulk(address):
    with socket.create_connection((address, 9003), 2) as s:
        s.sendall(b'x')
        while s.recv(65536): pass


def reset(address):  # Closed with data unread.
    with socket.create_connection((address, 9003), 2) as s: s.sendall(b'x'); time.sleep(.05)


def refused(address):
    try: socket.create_connection((address, 9999), 1)
    except OSError: pass


def daemon(address):  # Speaks when its parents have gone.
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0: time.sleep(.3); send(address, 9004, b'from a daemon')
        os._exit(0)


def killed(address):  # In the middle of a transfer.
    child = os.fork()
    if child == 0:
        s = socket.create_connection((address, 9003), 2); s.sendall(b'x'); time.sleep(9)
    time.sleep(.1); os.kill(child, signal.SIGKILL); os.wait()


def server(port):  # Others connect to it.
    with socket.create_server(('0.0.0.0', port)) as listener:
        listener.settimeout(8)
        for _ in range(2):
            s, _ = listener.accept()
            with s: s.recv(10); s.sendall(b'hi')


def datagram_server(port):
    with udp('0.0.0.0') as s:
        s.bind(('0.0.0.0', port)); s.settimeout(8)
        data, peer = s.recvfrom(10); s.sendto(b'hi', peer)


def among_itself():  # Both ends are its own.
    with socket.create_server(('127.0.0.1', 7002)) as listener:
        def serve():
            with listener.accept()[0] as s: s.sendall(s.recv(100) * 10)
        thread = threading.Thread(target=serve); thread.start()
        with socket.create_connection(('127.0.0.1', 7002)) as s:
            s.sendall(b'from within')
            while s.recv(1000): pass
        thread.join()


def to_many():
    with udp(own) as s:
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own)); s.sendto(b'multicast', ('239.1.2.3', 5355))
    with udp(own) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1); s.sendto(b'broadcast', (own[:own.rindex('.')] + '.255', 5356))


print('serving', flush=True)
serving = [threading.Thread(target=server, args=(7001,)), threading.Thread(target=datagram_server, args=(7003,))]
for thread in serving: thread.start()
for address in (ipv4, ipv6, '127.0.0.1', '::1'):
    for case in (one_shots, fragments, late_answer, orphan, bulk, reset, refused, daemon, killed): case(address)
    subprocess.run(['ping', '-c1', '-s3000', address], stdout=subprocess.DEVNULL)
subprocess.run(['ping', '-c2', '-i.2', ipv4], stdout=subprocess.DEVNULL)
among_itself()
to_many()
for thread in serving: thread.join()
