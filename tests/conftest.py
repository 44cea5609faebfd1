from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from golden import Golden

settings.register_profile(
    "quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", parent=settings.get_profile("quick"), max_examples=1000)
settings.load_profile("quick")


@pytest.fixture
def golden(snapshot: Any) -> Any:
    """Return what a text is compared with, given its `name`; see `golden.py`."""
    return snapshot.use_extension(Golden)
