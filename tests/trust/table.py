"""Who may read a story: written from design.md T2 and §2, knowing nothing of the code.

Rows are readers, blocks audiences, letters states: Draft, in Review, Scheduled, Published, Hidden
by moderation, Withdrawn; a dash is "does not exist for you". The story is told in the circle's
programme by the teller's company.
"""

AUDIENCES = ("company", "circle", "members", "public")
STATES = {
    "D": "draft",
    "R": "in_review",
    "S": "scheduled",
    "P": "published",
    "H": "hidden",
    "W": "withdrawn",
}
TABLE = """
                company  circle  members  public
nobody          ------   ------  ------   ---P--
teller          DRSPH-   DRSPH-  DRSPH-   DRSPH-
colleague       ---P--   ---P--  ---P--   ---P--
steward         -RSPH-   -RSPH-  -RSPH-   -RSPH-
stranger        ------   ---P--  ---P--   ---P--
outsider        ------   ------  ---P--   ---P--
coach           ------   ---P--  ---P--   ---P--
moderator       ------   ---PH-  ---PH-   ---PH-
elsewhere       ------   ------  ---PH-   ---PH-
funder          ------   ------  ------   ---P--
deactivated     ------   ------  ------   ------
former          ------   ------  ------   ---P--
departed        ------   ------  ---P--   ---P--
staff           ------   ------  ------   ---P--
superuser       ------   ------  ------   ---P--
newcomer        ------   ------  ------   ---P--
"""


def _rows() -> dict[str, list[str]]:
    lines = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {reader: cells for reader, *cells in lines}


ROWS = _rows()
READERS = tuple(ROWS)


def may_read(audience: str, state: str) -> set[str]:
    """The readers for whom a story of this audience and state exists."""
    letter = next(letter for letter, name in STATES.items() if name == state)
    column = AUDIENCES.index(audience)
    return {reader for reader, cells in ROWS.items() if letter in cells[column]}
