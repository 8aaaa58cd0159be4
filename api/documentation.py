"""The API's documentation as a page, from files we serve ourselves."""

from drf_spectacular.views import SpectacularSwaggerSplitView


class Documentation(SpectacularSwaggerSplitView):
    """Swagger UI under our content security policy: no inline script, nothing from elsewhere."""

    template_name = "api/documentation.html"
    url_name = "openapi"
    title = "Tillit API"
