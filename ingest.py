"""Take documents into the library: ``python ingest.py [PATH…]``, the same as ``assistant ingest``."""

import sys

from assistant.cli.main import main

if __name__ == "__main__":
    main(["ingest", *sys.argv[1:]])
