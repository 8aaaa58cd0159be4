#!/usr/bin/env python
"""Django's command line for Tillit."""

import os
import sys

from django.core.management import execute_from_command_line

from config.closed import leave_no_core

if __name__ == "__main__":
    leave_no_core()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
