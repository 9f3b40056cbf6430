"""Render the calendars of promises (RFC 5545). No clock: stamps come from the content."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from icalendar import Alarm, Event
from icalendar import Calendar as Frame

from tracker import dates, links, outputs
from tracker.cache import Pieces, digest_of
from tracker.model import Batch, Output, Part
from tracker.settings import Settings
from tracker.views import Views
from tracker.views.following import Calendar, Due, Followed
from tracker.views.plans import Plan, digest

NOTICE = dt.timedelta(days=-7)
"""When a calendar reminds of a promise."""


def batches(views: Views) -> Iterator[Batch]:
    """Every calendar."""
    events = Pieces(views.catalogue.caches and views.catalogue.caches / "events.cache", outputs.code())
    writer = Writer(views.settings, events)
    *others, home = views.followed
    render = partial(_rendered, views, writer)
    parts = [Part(f"{one.name}/{links.CALENDAR}", one.key, partial(render, one)) for one in others]
    yield [*parts, Part(links.CALENDAR, home.key, partial(_whole, views, writer, home))]


def _whole(views: Views, writer: "Writer", home: Followed) -> Iterator[Output]:
    """The calendar of the whole site, which asks for all events: so they can be kept for the next run."""
    yield from _rendered(views, writer, home)
    writer.keep()


def _rendered(views: Views, writer: "Writer", followed: Followed) -> Iterator[Output]:
    former = views.former_addresses()
    base = digest_of(outputs.code(), views.settings, views.catalogue.vocabulary.version)
    for plan in views.calendars(followed):
        key = digest([base, plan.key])
        for path in (plan.head.path, *former.get(plan.head.path, ())):
            yield Output(path + links.CALENDAR, key, partial(_written, writer, plan))


def _written(writer: "Writer", plan: Plan[Calendar]) -> bytes:
    return writer.render(plan.make())


class Writer:
    """The calendars of one site; an event is made once for all of them, and for the next run."""

    def __init__(self, site: Settings, events: Pieces) -> None:
        self._site, self._events = site, events
        self._places = digest_of(site)

    def keep(self) -> None:
        """Keep the events for the next run."""
        self._events.keep()

    def render(self, calendar: Calendar) -> bytes:
        """A calendar with its events."""
        frame = Frame()
        frame.add("prodid", f"-//{self._site.tag_authority}//{self._site.title_en}//KO")
        frame.add("version", "2.0")
        frame.add("method", "PUBLISH")
        frame.add("x-wr-calname", f"{calendar.page.title} 약속" if calendar.page.path else f"{self._site.title} 약속")
        frame.add("x-published-ttl", "P1D")
        head, end, _ = frame.to_ical().rpartition(b"END:VCALENDAR")
        return b"".join((head, *map(self._event, calendar.events), end, b"\r\n"))

    def _event(self, due: Due) -> bytes:
        return self._events.piece(digest_of(self._places, due), lambda: self._new_event(due).to_ical())

    def _new_event(self, due: Due) -> Event:
        event = Event()
        event.add("uid", due.uid)
        event.add("dtstamp", dates.noon(due.updated).astimezone(dt.UTC))
        event.add("last-modified", dates.noon(due.updated).astimezone(dt.UTC))
        event.add("sequence", due.sequence)
        event.add("dtstart", due.day)
        event.add("dtend", due.day + dt.timedelta(days=1))
        event.add("summary", due.summary)
        event.add("description", due.description)
        event.add("url", self._site.base_url + due.path)
        event.add("categories", due.categories)
        event.add("status", "CANCELLED" if due.dropped else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", due.summary)
        alarm.add("trigger", NOTICE)
        event.add_component(alarm)
        return event
