"""The one seed of all that is left to chance in a run: told at its head and with each failure, and the same for all workers."""

import os
import random

SEED = int(os.environ.setdefault("SEED", str(random.randrange(1_000_000))))
