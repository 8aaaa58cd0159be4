"""One database, from an empty one to its tables."""

import argparse
import logging
import sqlite3
import sys
import time

from django.conf import settings
from django.db import connection

from bench import counting, processes, servers, world
from bench.load import Target, find_wrk
from bench.measuring import Plan, measure, warm_up
from bench.table import Outcome, tables
from forum.models import Comment


def run(given: argparse.Namespace) -> str:
    """Plant a world, count, measure, and give the tables."""
    logging.disable(logging.INFO)  # a line for each request is for the servers' logs
    began = time.perf_counter()
    planted = world.plant(given.stories)
    say(f"planted {given.stories} stories in {time.perf_counter() - began:.0f} s")
    if not find_wrk():
        say("without wrk: a client in Python takes its share of the machine, trust the order only")
    counts = counting.count(planted)
    connection.close()
    options, folder = given.granian.split(), settings.ENV.var.parent
    with (
        servers.serving("bench.bare_settings", folder, options) as (bare_port, bare_leader),
        servers.serving("bench.settings", folder, options) as (our_port, leader),
    ):
        bare = Target(bare_port, bare_leader)
        ours = Target(our_port, leader, planted.token)
        warm_up(bare, ours, planted)
        figures = measure(Plan(given.seconds, given.rounds), bare, ours, planted, say)
        memory = processes.memory(leader)
    refuse_held()
    return tables(Outcome(connection.vendor, version(), figures, counts, memory))


def refuse_held() -> None:
    """RuntimeError when posts wait for a moderator: that costs more, and is another thing."""
    if held := Comment.objects.exclude(held_for="").count():
        raise RuntimeError(f"{held} comments were held back; what was measured is not posting")


def version() -> str:
    """The database by name and version."""
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


def say(line: str) -> None:
    """Tell how far it is, apart from the tables."""
    sys.stderr.write(f"tillit: {line}\n")
