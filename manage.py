"""Django's command line for this project."""

import sys

from designer.cli import execute

if __name__ == "__main__":
    execute(sys.argv)
