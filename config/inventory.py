"""Where something can say who and when: every table, file, cache, queue and log (T5).

What is kept about people is what is listed here and nothing else. Whoever adds a table or a column
adds it here, with how long it is kept and why; tests/project/test_inventory.py compares the list
with the schema of every app, libraries' included, and with the settings, and docs/trust.md and
docs/tillit.md with the list.
"""

from typing import Final, NamedTuple

from config.retention import RETENTION


class Lasting(NamedTuple):
    """What stays until somebody takes it away, and why it says when."""

    until: str
    why: str


class Table(NamedTuple):
    """Columns of one table, by name with spaces between.

    `kept` is a name in RETENTION or LASTING. `who` are columns that lead to a person or company,
    or could: keys, addresses, bare ids. `when` are times, days, and whole numbers, which can count.
    `free` are texts and whatever else can hold anything. Not named are choices, yes or no, measured
    amounts, random ids, and keys of rows of other kinds.
    """

    kept: str
    who: str = ""
    when: str = ""
    free: str = ""


LASTING: Final = {
    "account": Lasting("they leave", "signs them in, and says for whom they may read and speak"),
    "told": Lasting("they take it back", "a story of change needs its time, and its earlier texts"),
    "unnamed": Lasting("the receipt takes it back", "one date, that of its batch, and no person"),
    "acts": Lasting("they leave, then without their name", "who decides must be answerable"),
    "staff": Lasting("they leave, then without their name", "who holds an office is answerable"),
    "audit": Lasting("Tillit is closed", "a chain that loses a link proves nothing; bare ids only"),
    "companies": Lasting("Tillit is closed", "who took part decides how large a crowd was"),
    "sources": Lasting("the import is taken away", "a licence asks for its author's name"),
    "nobody": Lasting("Tillit is closed", "words of ours; no person or company stands in them"),
}
KEPT: Final = {**RETENTION, **LASTING}

TABLES: Final = {
    "account_emailaddress": Table("account", who="user email", when="id"),
    # Never written: addresses are confirmed by codes.
    "account_emailconfirmation": Table("nobody", "email_address", "id created sent", "key"),
    "accounts_appointment": Table("account", who="user", when="started_at ended_at"),
    "accounts_circle": Table("companies", "", "voices_stopped_until", "name_sv name_en slug"),
    "accounts_company": Table("companies", free="name slug organisation_number whistleblowing_url"),
    "accounts_county": Table("nobody", free="name_sv name_en code iso nuts2 nuts2_name"),
    "accounts_industry": Table("nobody", free="name_sv name_en code group group_name_sv"),
    "accounts_invitation": Table(
        "invitations",
        who="email company invited_by",
        when="created_at expires_at accepted_at revoked_at",
        free="digest",
    ),
    "accounts_mail": Table("mails", "recipient", "created_at", "subject text html"),
    "accounts_membership": Table("account", who="user company", when="joined_at left_at"),
    "accounts_participation": Table("companies", who="company", when="joined_at left_at"),
    # `expire_date` is a day; the content is sealed for whoever holds the token.
    "accounts_session": Table("sessions", "user", "expire_date", "session_data session_key"),
    "accounts_user": Table(
        "account", "email", "suspended_until joined_at", "password display_name title"
    ),
    "accounts_user_groups": Table("staff", who="user", when="id"),
    "accounts_user_user_permissions": Table("staff", who="user", when="id"),
    "api_idempotencyrecord": Table("retries", when="created_at", free="digest fingerprint sealed"),
    "auth_group": Table("nobody", when="id", free="name"),
    "auth_permission": Table("nobody", when="id", free="name codename"),
    "django_admin_log": Table(
        "staff", "user", "id action_time", "object_id object_repr change_message"
    ),
    "django_content_type": Table("nobody", when="id", free="app_label model"),
    "django_ox_oxschedule": Table(
        "nobody",
        when="id every_seconds phase_seconds start_time boundary_generation end_time"
        " starting_deadline_seconds created_at updated_at",
        free="name task_key cron arguments boundary_for",
    ),
    "django_ox_oxscheduletick": Table(
        "nobody", when="id scheduled_for created_at", free="schedule_name"
    ),
    # `args` are ids: of a mail on its way, and of nobody.
    "django_ox_oxtask": Table(
        "tasks",
        when="priority run_after attempts max_attempts enqueued_at started_at last_attempted_at"
        " finished_at locked_at lease_expires_at lease_epoch",
        free="task_path args kwargs queue_name backend_name return_value errors worker_ids"
        " locked_by",
    ),
    "forum_acceptance": Table("acts", who="user", when="accepted_at"),
    "forum_appeal": Table("appeals", "author heard_by", "lodged_at heard_at", "sentence answer"),
    "forum_attachment": Table(
        "told",
        when="position size width height hidden_at",
        free="name caption content_type file words",
    ),
    "forum_attribution": Table(
        "sources", when="written_at", free="source source_id author_name company_name licence url"
    ),
    "forum_auditentry": Table(
        "audit", "actor item", "number at", "verb kind details previous digest"
    ),
    # Waits for a batch; `actor` is who checked something, by an office.
    "forum_auditlater": Table("audit", "actor item", "due_on", "verb kind"),
    "forum_audithead": Table("audit", when="id number", free="digest"),
    "forum_case": Table(
        "acts",
        who="item author company claimed_by",
        when="report_count opened_at claimed_until version",
    ),
    "forum_comment": Table(
        "told",
        who="author company",
        when="told_at branches edited_at removed_at hidden_at version",
        free="reaction_counts path body body_html vouched",
    ),
    "forum_companypromise": Table("acts", who="company accepted_by", when="accepted_on"),
    "forum_cycle": Table(
        "told", when="position started_on ended_on", free="title plan do checked act"
    ),
    "forum_decision": Table("acts", "decided_by", "until decided_at", "sentence"),
    "forum_followup": Table("told", when="position months", free="body"),
    "forum_guidelines": Table(
        "nobody",
        when="version published_at",
        free="preamble_sv preamble_en company_promise_sv company_promise_en"
        " programme_promise_sv programme_promise_en",
    ),
    "forum_heldword": Table("nobody", free="word"),
    "forum_measurement": Table(
        "told", when="position", free="name unit baseline_period result_period"
    ),
    "forum_metric": Table("nobody", free="name_sv name_en slug unit unit_en"),
    "forum_notification": Table(
        "notifications", who="recipient subject", when="created_at read_at"
    ),
    "forum_persona": Table(
        "unnamed", when="suspended_until", free="label receipt sector size region"
    ),
    "forum_proposal": Table(
        "proposals",
        who="author part",
        when="proposed_at answered_at batch_on version",
        free="contents stood file note",
    ),
    "forum_redaction": Table("told", who="item", free="field source ranges asked"),
    "forum_report": Table("reports", who="reporter", when="reported_at", free="sentence"),
    "forum_revision": Table("told", when="number kept_at", free="texts"),
    "forum_rule": Table("nobody", when="number", free="name_sv name_en text_sv text_en"),
    "forum_ruling": Table("acts", who="author", when="undone_at", free="before"),
    "forum_story": Table(
        "told",
        who="author company",
        when="told_at expectation_frozen_on expectation_month publish_on queue_on batch_on"
        " published_at changed_at hidden_at version",
        free="title summary background expectation actions results analysis lessons advice"
        " participation sections_html review_note requested_audience reaction_counts vouched",
    ),
    "forum_storyevent": Table("acts", who="by", when="at", free="verb note"),
    "forum_thread": Table(
        "told",
        who="author company locked_by",
        when="told_at comment_count branches locked_at voices_stopped_until hidden_at version",
        free="title body body_html",
    ),
    "forum_topic": Table("nobody", free="name_sv name_en slug group synonyms"),
    "forum_waiting": Table(
        "unnamed", when="turn batch_on queue_on gone_on", free="body note vouched"
    ),
    # `last_used_at` is never written (accounts.sign_in).
    "mfa_authenticator": Table("account", "user", "id created_at last_used_at", "data"),
}

# Beside the tables, in what Tillit itself keeps; named as the settings and TILLIT_VAR name it.
PLACES: Final = {
    "CACHES.default": "counters",  # names are keyed by a key of the day, values sealed
    "DATABASES.default": "told",  # the tables above, for whom each says how long
    "LIMITS_PATH": "counters",
    "LOGGING.stderr": "nobody",  # what kind of request, how long it took; never who or from where
    "MAILERS.default": "mails",
    "MAILERS.outside": "mails",
    "REDIS_URL": "counters",
    "STORAGES.default": "told",  # files without the date of their upload after 03:20
    "STORAGES.staticfiles": "nobody",
    "TASKS.default": "tasks",
    "var/files": "told",
    "var/limits.sqlite3": "counters",
    "var/mail": "mails",  # without a mail server only
    "var/secrets": "nobody",
    "var/tillit.sqlite3": "told",
}
# Outside, in the hands of whoever runs the server; docs/operations.md says how to keep each small.
OUTSIDE: Final = {
    "`pg_wal`": "backups",
    "archive of the write-ahead log": "backups",
    "base backups": "backups",
    "`VACUUM INTO`": "backups",
    "PostgreSQL's own log": "nobody",
    "access_log off": "nobody",
    "error_log": "nobody",
    "replicas": "told",
    "sectors of the disk": "backups",
}
