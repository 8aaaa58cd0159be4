"""What is done without anybody asking, and how often; the worker sees to it."""

SCHEDULES = {
    "publish-due": {"task": "forum.tasks.publish_due", "cron": "*/10 * * * *"},
    # Dates decide what comes out, at 05:00 on Mondays and Thursdays (forum/batches.py). Asked every
    # hour, so that a worker that was down makes up for it the same morning.
    "release-batch": {"task": "forum.tasks.release_batch", "cron": "0 * * * *"},
    "recount-traits": {"task": "forum.tasks.recount_traits", "cron": "40 2 * * *"},
    "forget-moderation": {"task": "forum.tasks.forget_moderation", "cron": "10 3 * * *"},
    "tell-growth": {"task": "forum.tasks.tell_growth", "cron": "20 6 * * *"},
    "forget-proposals": {"task": "forum.tasks.forget_proposals", "cron": "15 3 * * *"},
    "sweep-files": {"task": "forum.tasks.sweep_files", "cron": "20 3 * * *"},
    "forget-sessions": {"task": "accounts.tasks.forget_sessions", "cron": "30 3 * * *"},
    "forget-invitations": {"task": "accounts.tasks.forget_invitations", "cron": "40 3 * * *"},
    "forget-mails": {"task": "accounts.tasks.forget_mails", "cron": "50 3 * * *"},
    "forget-counted": {"task": "accounts.tasks.forget_counted", "cron": "5 * * * *"},
    "forget-work": {"task": "accounts.tasks.forget_work", "cron": "0 4 * * *"},
    "anchor-audit": {"task": "forum.tasks.anchor_audit", "cron": "20 4 * * *"},
    # Last of the night's work, so that what the rest deletes is gone by morning.
    "mix-rows": {"task": "forum.tasks.mix_rows", "cron": "30 4 * * *"},
    "forget-retries": {"task": "api.tasks.forget_retries", "cron": "10 * * * *"},
}
