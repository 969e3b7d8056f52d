"""`python -m duizhao`."""

from duizhao.cli import main

if __name__ == "__main__":
    main()
