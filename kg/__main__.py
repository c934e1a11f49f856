"""`python -m kg` is `kg`."""

from kg.cli import main

if __name__ == "__main__":  # processes that help `kg export` load this file, too
    main()
