"""Every door of the site."""

from django.contrib import admin
from django.urls import include, path

from api import health, problems
from api.documentation import Documentation
from forum.admin import figures

urlpatterns = [
    path("api/v1/", include("api.urls")),
    path("api/docs/", Documentation.as_view(), name="docs"),
    path("_allauth/", include("allauth.headless.urls")),
    path("accounts/", include("config.sign_in_urls")),
    path("admin/figures/", admin.site.admin_view(figures.show), name="figures"),
    path("admin/", admin.site.urls),
    path("problems/<slug:code>", problems.explain, name="problem"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
handler400 = "api.problems.bad_request"
handler403 = "api.problems.permission_denied"
handler404 = "api.problems.page_not_found"
handler500 = "api.problems.server_error"
