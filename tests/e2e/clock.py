"""Today in China, which is what the system counts by."""

from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))


def today() -> date:
    return datetime.now(SHANGHAI).date()


THIS_YEAR = today().year
