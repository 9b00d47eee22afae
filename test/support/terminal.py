"""Runs a program whose standard input and output (with --all, also standard error) are a terminal of its own.

    python3 terminal.py [--all] PROGRAM [WORD...]

Reads orders from standard input, a line each: `stop` and `go` (as Ctrl-S and Ctrl-Q), `int` (as Ctrl-C), `hang-up` (closes the terminal).
What the program shows is passed on to standard output; at the end a line says `status N`, or `signal N` if a signal ended it.
"""
import os
import pty
import select
import sys
import threading


def main(words):
    everything = words[0] == "--all"
    if everything:
        words = words[1:]
    said = os.dup(2)
    pid, master = pty.fork()
    if pid == 0:
        if not everything:
            os.dup2(said, 2)
        os.execvp(words[0], words)
    threading.Thread(target=obey, args=(master,), daemon=True).start()
    show(master)
    _, status = os.waitpid(pid, 0)
    end = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"status {os.WEXITSTATUS(status)}"
    os.write(1, f"\n{end}\n".encode())


closing = threading.Event()


def show(master):
    while not closing.is_set():
        try:
            # A descriptor that is being read from is not closed.
            if not select.select([master], [], [], 0.02)[0]:
                continue
            text = os.read(master, 65536)
        except OSError:
            return
        if not text:
            return
        os.write(1, text)
    os.close(master)


def obey(master):
    for line in sys.stdin:
        order = line.strip()
        if order == "hang-up":
            closing.set()
        else:
            os.write(master, {"stop": b"\x13", "go": b"\x11", "int": b"\x03"}[order])


main(sys.argv[1:])
