"""A classic chat client, as people write it after their first socket tutorial: no framing, ASCII, one print a read.

Usage: python3 classic_client.py HOST PORT NICKNAME
Every line of standard input is sent as one message. The end of the input ends only the writing.

It keeps the failings of its kind, because a host has to live with them: a byte outside ASCII ends it, and after a
polite close it prints empty reads for ever. Only here "for ever" has an end, so that no test burns a processor.
"""

import os
import socket
import sys
import threading

SPIN_LIMIT = 200
EXIT_LOST = 1
EXIT_SPINNING = 3


def receive(connection, nickname, encoding):
    empty_reads = 0
    while True:
        try:
            text = connection.recv(1024).decode(encoding)
            if text == "NICK":
                connection.send(nickname.encode(encoding))
            else:
                print(text, flush=True)
        except Exception as error:
            print("An error occurred!", type(error).__name__, flush=True)
            connection.close()
            os._exit(EXIT_LOST)
        empty_reads = 0 if text else empty_reads + 1
        if empty_reads == SPIN_LIMIT:
            print("Spinning on empty reads.", flush=True)
            os._exit(EXIT_SPINNING)


def write(connection, nickname, encoding):
    for line in sys.stdin:
        connection.send(f"{nickname}: {line.rstrip()}".encode(encoding))


def main(encoding):
    host, port, nickname = sys.argv[1:4]
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    connection = socket.create_connection((host, int(port)))
    threading.Thread(target=write, args=(connection, nickname, encoding), daemon=True).start()
    receive(connection, nickname, encoding)


if __name__ == "__main__":
    main("ascii")
