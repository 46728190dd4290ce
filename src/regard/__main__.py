"""`python -m regard` is the command line `regard`."""

from regard.surfaces.cli import main

if __name__ == "__main__":
    main()
