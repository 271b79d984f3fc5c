"""``python -m spanveld.cli`` is ``spanveld``."""

import sys

from spanveld.cli.main import main

sys.exit(main())
