"""Why a question is not answered -> what the client is told."""

from gongkai.errors import GongkaiError


class Refused(GongkaiError):
    """Said instead of an answer, with a status of HTTP; `retry` is set where it helps to ask again, in seconds."""

    def __init__(self, status: int, message: str, retry: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.retry = retry


class Cut(GongkaiError):
    """An answer that broke off after its first bytes had been sent."""
