"""Checks of our own beside schemathesis's."""

from typing import Any

import schemathesis
from schemathesis.specs.openapi.checks import positive_data_acceptance

# Rules a schema cannot express: references to what the reader sees, one field needing another,
# and what can be seen of a text at all.
RULES = {
    "blank",
    "direction",
    "unfit_character",
    "absent",
    "unknown_circle",
    "unknown_company",
    "unknown_measurement",
    "ends_before_start",
    "needed_without_metric",
    "reaction_not_for_this",
    "not_your_address",
    "two_identities",
}


@schemathesis.check
def well_formed_is_taken(ctx: Any, response: Any, case: Any) -> bool | None:
    """A body the schema allows is refused by a rule or not at all."""
    if response.status_code == 400 and rules_broken(response) <= RULES:
        return None
    answer: bool | None = positive_data_acceptance(ctx, response, case)
    return answer


def rules_broken(response: Any) -> set[str]:
    """The codes a problem document gives."""
    document = response.json()
    faults = {fault["code"] for fault in document.get("errors", [])}
    return faults or {document["code"]}


@schemathesis.check
def problems_are_problems(_ctx: Any, response: Any, case: Any) -> bool | None:
    """Every refusal is a problem document with a code, whatever the schema says of it."""
    if response.status_code >= 400 and case.method.upper() != "HEAD":
        kind = response.headers["content-type"][0]
        assert kind == "application/problem+json", kind  # noqa: S101 - how a check fails
        assert response.json()["status"] == response.status_code  # noqa: S101
    return None
