"""What DRF and drf-spectacular are told: deny by default, one format, English contract."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.SessionToken"],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.NobodyUnlessDeclared"],
    "DEFAULT_RENDERER_CLASSES": ["api.json.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.json.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.TillitSchema",
    "EXCEPTION_HANDLER": "api.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    "COERCE_DECIMAL_TO_STRING": True,
    "URL_FORMAT_OVERRIDE": None,
    "FORMAT_SUFFIX_KWARG": None,
    "DATETIME_FORMAT": None,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Tillit",
    "DESCRIPTION": "Companies tell each other what worked and what did not.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": True,
    "ENUM_NAME_OVERRIDES": {
        "Band": "forum.models.reactable.BAND_NAMES",
        "Byline": "forum.models.told.Byline",
        "OpenByline": "forum.models.told.OPEN_BYLINES",
        "Language": [("sv", "sv"), ("en", "en")],
        "MembershipRole": "accounts.models.membership.Membership.Role",
        "AppointmentRole": "accounts.models.circle.Appointment.Role",
        "CircleKind": "accounts.models.circle.Circle.Kind",
        "ThreadKind": ["story", "question"],
        "Outcome": "forum.vocabulary.OUTCOMES",
        "FailureType": "forum.vocabulary.FAILURE_TYPES",
        "Audience": "forum.models.audience.Audience",
        "State": "forum.models.reviewed.State",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "CONTACT": {"name": "Tillit"},
    "LICENSE": {"name": "EUPL-1.2"},
    "GENERIC_ADDITIONAL_PROPERTIES": "dict",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.describe_every_answer",
    ],
}
