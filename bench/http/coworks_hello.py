"""samples/hello as CoWorks (PyPI) has it, on its own server."""
import sys

from coworks import TechMicroService, entry


class Hello(TechMicroService):
    @entry(no_auth=True)
    def get(self, name="world"):
        return f"Hello {name}!\n"


if __name__ == "__main__":
    Hello("hello").run(host="127.0.0.1", port=int(sys.argv[1]))
