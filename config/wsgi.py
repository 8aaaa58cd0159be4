"""The WSGI entry point a server imports."""

import os

from django.core.wsgi import get_wsgi_application

from config.closed import leave_no_core, say_no_words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
leave_no_core()
say_no_words()
application = get_wsgi_application()
