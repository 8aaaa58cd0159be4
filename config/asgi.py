"""The ASGI entry point a server imports."""

import os

from django.core.asgi import get_asgi_application

from config.closed import leave_no_core, say_no_words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
leave_no_core()
say_no_words()
application = get_asgi_application()
