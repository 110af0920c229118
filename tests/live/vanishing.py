"""A client that is cut off: it answers nothing any more, as after a cable was pulled."""

import ctypes
import socket
import struct

ATTACH_FILTER = 26  # SO_ATTACH_FILTER
DROP_ALL = struct.pack("HBBI", 0x06, 0, 0, 0)


def vanish(client: socket.socket) -> None:
    """Have the kernel take no packet of this connection any more."""
    instructions = ctypes.create_string_buffer(DROP_ALL)
    program = struct.pack("HL", 1, ctypes.addressof(instructions))
    client.setsockopt(socket.SOL_SOCKET, ATTACH_FILTER, program)
