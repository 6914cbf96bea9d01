"""What can be pressed: one frozen dataclass for each button, packed and unpacked by handlers/callbacks.py."""
