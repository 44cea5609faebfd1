"""The command line: files, options, exit codes, colour."""

import gc

gc.set_threshold(100_000, 50, 50)  # before the imports: what they make lives until the end
