"""How much of what a drawn test names it draws: all of it, and a fifth in `make check`."""

from hypothesis import settings

BRIEF = "brief"
PARTS = 5


def share(whole: int) -> int:
    """Return how many examples are drawn, of as many as a test names."""
    brief = settings.get_current_profile_name() == BRIEF
    return max(whole // PARTS, 1) if brief else whole
