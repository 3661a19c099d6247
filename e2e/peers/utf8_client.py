"""The classic chat client in its other common form: it speaks UTF-8, and dies of a character cut by the end of a read.

Usage: python3 utf8_client.py HOST PORT NICKNAME
"""

from classic_client import main

if __name__ == "__main__":
    main("utf-8")
