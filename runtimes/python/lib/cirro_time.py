"""Under a virtual clock, time and datetime are those of the cloud.

What the function stores is consistent with what it reads, and its requests are signed for the time at which they arrive.
Sleeping stays real, as the process is.
"""

import datetime
import time

system_time = time.time
system_gmtime = time.gmtime
system_localtime = time.localtime
system_datetime = datetime.datetime
system_date = datetime.date
lead_seconds = 0.0


def set_lead(milliseconds):
    """How far the cloud's clock is ahead of the system's; None where it is the system's."""
    global lead_seconds
    if milliseconds is None:
        return
    lead_seconds = milliseconds / 1000
    if time.time is system_time:
        install()


def now():
    return system_time() + lead_seconds


def install():
    time.time = Builtin(now)
    time.time_ns = Builtin(lambda: int(now() * 1_000_000) * 1000)
    time.gmtime = Builtin(lambda seconds=None: system_gmtime(now() if seconds is None else seconds))
    time.localtime = Builtin(lambda seconds=None: system_localtime(now() if seconds is None else seconds))
    datetime.datetime = VirtualDatetime
    datetime.date = VirtualDate


class Builtin:
    """Like a built-in function, this does not become a method as a member of a class: `Formatter.converter = time.gmtime`."""

    def __init__(self, function):
        self._function = function

    def __call__(self, *values):
        return self._function(*values)


class AlsoSystem(type):
    """What the system's own class has made is an instance of ours as well."""

    def __instancecheck__(cls, value):
        return isinstance(value, cls.__mro__[1])

    def __subclasscheck__(cls, other):
        return issubclass(other, cls.__mro__[1])


class VirtualDatetime(system_datetime, metaclass=AlsoSystem):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(now(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(now(), datetime.timezone.utc).replace(tzinfo=None)

    @classmethod
    def today(cls):
        return cls.now()


class VirtualDate(system_date, metaclass=AlsoSystem):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(now())
