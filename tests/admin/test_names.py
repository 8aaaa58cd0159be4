"""What staff call companies and circles can be seen, as what people call themselves can."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Circle, Company
from tests.admin.pages import page


@pytest.mark.parametrize("model", ["company", "circle"])
def test_the_admin_takes_no_name_that_cannot_be_seen(
    chief: Client, company: Company, circle: Circle, model: str
) -> None:
    row: Any = {"company": company, "circle": circle}[model]
    names = {"name": "\u200b", "name_sv": "\u2800", "name_en": "Circle\u202e"}
    ours = names.keys() & {field.name for field in row._meta.fields}
    before = type(row).objects.filter(pk=row.pk).values(*ours).get()

    answer = chief.post(page(row, "change"), {**names, "slug": row.slug})

    assert ours <= answer.context["adminform"].form.errors.keys()
    assert type(row).objects.filter(pk=row.pk).values(*ours).get() == before
