"""Exit with 0 where 127.0.0.1:PORT answers PATH with 200: `python -I -S probe.py PORT PATH`.

Bare sockets, since a container engine asks every five seconds: importing urllib costs four times as much.
"""

import socket
import sys

SECONDS = 4


def main(port: str, path: str) -> int:
    try:
        with socket.create_connection(("127.0.0.1", int(port)), timeout=SECONDS) as connection:
            connection.sendall(f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
            answer = b""
            while len(answer) < 4096 and (part := connection.recv(4096)):
                answer += part
    except OSError as error:
        print(f"{path}: {error}")
        return 1
    head, _, body = answer.partition(b"\r\n\r\n")
    # The engine keeps what a probe says: `docker inspect` shows it.
    print(body.decode(errors="replace").strip()[:1000])
    return 0 if head.split(b" ", 2)[1:2] == [b"200"] else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
