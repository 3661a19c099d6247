"""A classic chat server, as people write it after their first socket tutorial: a thread a client, every read to all.

Usage: python3 classic_server.py [--host HOST] [--port PORT]    (port 0 picks a free one)

It keeps the failings of its kind, because a client has to live with them: it waits for a nickname before it accepts
anybody else, a nickname outside ASCII ends it, it says "left!" after a reset but spins on a polite close. Only here
the spinning is slow and stops, so that no test burns a processor; whoever resets after a polite close has ten seconds.
"""

import argparse
import socket
import threading
import time

SPIN_LIMIT = 200
SPIN_SECONDS = 0.05

clients = []
nicknames = []


def broadcast(data):
    for client in clients:
        client.send(data)


def handle(client):
    empty_reads = 0
    while True:
        try:
            data = client.recv(1024)
            broadcast(data)
        except Exception:
            index = clients.index(client)
            clients.remove(client)
            client.close()
            nickname = nicknames.pop(index)
            broadcast(f"{nickname} left!".encode("ascii"))
            print(f"{nickname} left!", flush=True)
            return
        empty_reads = 0 if data else empty_reads + 1
        if not data:
            time.sleep(SPIN_SECONDS)
        if empty_reads == SPIN_LIMIT:
            print(f"Spinning on the empty reads of {nicknames[clients.index(client)]}.", flush=True)
            return


def accept(server):
    while True:
        client, address = server.accept()
        print(f"Connected with {address}", flush=True)
        client.send("NICK".encode("ascii"))
        nickname = client.recv(1024).decode("ascii")
        nicknames.append(nickname)
        clients.append(client)
        print(f"Nickname is {nickname}", flush=True)
        broadcast(f"{nickname} joined!".encode("ascii"))
        client.send("Connected to server!".encode("ascii"))
        threading.Thread(target=handle, args=(client,), daemon=True).start()


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--host", default="127.0.0.1")
    flags.add_argument("--port", type=int, default=55555)
    where = flags.parse_args()
    server = socket.socket(socket.AF_INET6 if ":" in where.host else socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((where.host, where.port))
    server.listen()
    print(f"Listening on {where.host}:{server.getsockname()[1]}", flush=True)
    accept(server)


if __name__ == "__main__":
    main()
