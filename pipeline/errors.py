"""The few exceptions a caller of the library has to know; the CLI turns each into one line."""

from __future__ import annotations


class ZhfactsError(Exception):
    """Anything the user can mend: its message is one line that names the file and the reason."""


class RunError(ZhfactsError):
    """A run that had to stop half way, with a full disk say; what is done is kept for resuming."""


class WorkerError(RunError):
    """A task raised; the message is what it raised. The run cannot go on (a full disk, say)."""


class GoldError(ZhfactsError):
    """A gold file that cannot be used: malformed, or made for another text."""


class UsageError(ZhfactsError, ValueError):
    """A request that makes no sense: options that exclude each other, a spot that is not there."""
