#!/usr/bin/env python3
"""The composition root: each command is its stages in order. Start here to see how the tracker works."""

import argparse
import gc
from pathlib import Path

from tracker import options, receipts
from tracker.model import InvalidContentError, Problem


def build(args: argparse.Namespace) -> int:
    """Content → catalogue → checks → views → outputs → site."""
    clock, receipt = options.Clock(), options.receipt(args)
    if options.is_done(receipt.read(), args, clock):
        return 0
    from tracker import catalogue, checks, publish, rendering, views

    everything = catalogue.load(args.content, args.cache, args.jobs).at(args.base_url)
    clock.lap("read")
    problems = checks.run(everything, args.today)
    clock.lap("check")
    options.report(problems, args)
    if options.has_errors(problems):
        return options.refuse(args)
    terms = options.terms(args, everything.settings)
    batches = rendering.batches(views.collect(everything, args.today))
    with options.progress() as progress:
        published = publish.publish(batches, args.site, args.jobs, progress, terms)
    clock.lap("render and publish")
    if not problems:
        receipt.write(receipts.Receipt(len(everything.entries), published))
    options.summarise(len(everything.entries), published, clock, args)
    return 0


def check(args: argparse.Namespace) -> int:
    """Content → catalogue → checks; writes nothing but what --fix mends first."""
    from tracker import catalogue, checks

    options.mend(args)
    receipt = options.receipt(args)
    if options.is_done(receipt.read(), args):
        return 0
    everything = catalogue.load(args.content, args.cache, args.jobs, render=False)
    found = checks.run(everything, args.today, strict=args.strict)
    if not found:
        receipt.write(receipts.Receipt(len(everything.all_entries)))
    problems: list[Problem] = options.only(found, args)
    options.report(problems, args)
    options.conclude(problems, len(everything.all_entries), args)
    return int(options.has_errors(problems))


def new(args: argparse.Namespace) -> int:
    """Questions → a new entry."""
    from tracker import asking

    return asking.run(args)


def import_(args: argparse.Namespace) -> int:
    """Article → draft entry, which a person finishes."""
    from tracker import importer

    return importer.run(args)


def serve(args: argparse.Namespace) -> int:
    """Build, show the site on this machine, and build again whenever a file changes."""
    from tracker import pages, serve

    return serve.serve(args.site, args.port, (args.content, pages.TEMPLATES), lambda: attempt(build, args))


COMMANDS = {"build": build, "check": check, "new": new, "import": import_, "serve": serve}


def attempt(command: options.Command, args: argparse.Namespace) -> int:
    """Run a command; content that cannot be read is reported with everything that is wrong with it."""
    try:
        return options.heard(command(args))
    except InvalidContentError as error:
        options.report(error.problems, args)
        return options.refuse(args)
    except options.EXPECTED as error:
        return options.fail(error, args)


def main(arguments: list[str] | None = None) -> int:
    """Parse the command line and run one command; 0 is fine, 1 needs mending, 2 is a wrong call."""
    args = options.parse(arguments, root=Path(__file__).parent)
    if args.command != "serve":
        gc.disable()  # a run is short, and to look for cycles in 10,000 entries takes a fifth of it
    return attempt(COMMANDS[args.command], args)


if __name__ == "__main__":
    options.leave(main())
