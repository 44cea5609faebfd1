"""`python -m mapping_dsl` is `mapping-dsl`."""

from mapping_dsl.cli.main import main

if __name__ == "__main__":
    main()
