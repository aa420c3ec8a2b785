"""``python -m pipeline`` is the command ``zhfacts``."""

from pipeline.cli import main

main()
